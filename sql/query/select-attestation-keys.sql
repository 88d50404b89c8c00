-- The keys, the newest first.
select kid, name, x, created_at, retired_at from attestation_key order by created_at desc, kid
