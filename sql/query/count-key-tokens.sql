-- How many tokens count that a key has signed; those without a key's name are the first one's.
select (select count(*) from api_key
         where coalesce(kid, :first) = :kid and revoked_at is null and expires_at > now())
     + (select count(*) from session_token
         where kid = :kid and revoked_at is null and expires_at > now()) as tokens
