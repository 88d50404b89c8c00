-- The keys of an account, newest first.
select id, account, cast(grants as text) as grants, created_at, expires_at, revoked_at
from api_key
where account = :account
order by created_at desc, id
