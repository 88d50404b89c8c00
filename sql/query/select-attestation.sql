-- What was attested of an entity, and whether its key is retired.
select a.payload, a.kid, a.signature, k.retired_at
from attestation as a left join attestation_key as k on k.kid = a.kid
where a.id = :id and a.payload is not null
