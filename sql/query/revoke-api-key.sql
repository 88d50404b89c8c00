-- Ends a key; the first end counts.
update api_key set revoked_at = coalesce(revoked_at, now()) where id = :id
