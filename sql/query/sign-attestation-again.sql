-- Another key's signature over what was attested before.
update attestation set kid = :kid, signature = :signature, signed_at = :signed where id = :id
