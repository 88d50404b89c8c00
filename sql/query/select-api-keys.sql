-- The keys of an account, newest first, or the one of that id; with the tokens of its sessions where they are asked for.
select id, account, cast(grants as text) as grants, created_at, expires_at, revoked_at, permissions_version, kid, session
from (
    select id, account, grants, created_at, expires_at, revoked_at, permissions_version, kid, cast(null as text) as session
    from api_key
    union all
    select id, account, grants, created_at, expires_at, revoked_at, null, kid, session
    from session_token
    where :sessions
) as token
where account = :account and (cast(:id as text) is null or id = :id) and (:revoked or revoked_at is null)
order by created_at desc, id
limit :limit
