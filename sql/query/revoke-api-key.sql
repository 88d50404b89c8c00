-- Ends a key, of that account if one is named; the first end counts.
update api_key
set revoked_at = coalesce(revoked_at, now())
where id = :id and (cast(:account as text) is null or account = :account)
