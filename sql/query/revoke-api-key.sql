-- Ends a token, of that account if one is named, be it a session's or not, and says whether there is one; the first end counts.
with keys as (
    update api_key
    set revoked_at = coalesce(revoked_at, now())
    where id = :id and (cast(:account as text) is null or account = :account)
    returning id
), sessions as (
    update session_token
    set revoked_at = coalesce(revoked_at, now())
    where id = :id and (cast(:account as text) is null or account = :account)
    returning id
)
select id from keys union all select id from sessions
