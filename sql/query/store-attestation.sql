-- Stores what was attested of an entity; the first one counts, whoever made it.
insert into attestation as known (id, due_at, payload, kid, signature, signed_at)
values (:id, null, :payload, :kid, :signature, :signed)
on conflict (id) do update
   set due_at = null, payload = excluded.payload, kid = excluded.kid, signature = excluded.signature,
       signed_at = excluded.signed_at
 where known.payload is null
