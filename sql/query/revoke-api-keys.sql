-- Ends all keys of an account, and says which.
update api_key
set revoked_at = now()
where account = :account and revoked_at is null
returning id
