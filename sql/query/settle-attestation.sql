-- There is nothing to attest.
update attestation set due_at = null where id = :id
