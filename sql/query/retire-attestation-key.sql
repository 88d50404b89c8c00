-- Retires a key; the first time counts.
update attestation_key set retired_at = coalesce(retired_at, now()) where kid = :kid
