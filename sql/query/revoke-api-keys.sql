-- Ends all tokens of an account, those of sessions too, and says which.
with keys as (
    update api_key set revoked_at = now() where account = :account and revoked_at is null returning id
), sessions as (
    update session_token set revoked_at = now() where account = :account and revoked_at is null returning id
)
select id from keys union all select id from sessions
