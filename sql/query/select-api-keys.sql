-- The keys of an account, newest first, or the one of that id.
select id, account, cast(grants as text) as grants, created_at, expires_at, revoked_at, permissions_version, kid
from api_key
where account = :account and (cast(:id as text) is null or id = :id) and (:revoked or revoked_at is null)
order by created_at desc, id
limit :limit
