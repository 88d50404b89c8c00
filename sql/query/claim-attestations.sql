-- Takes some of the attestations that are due; what is not made within the minute is due again.
update attestation set due_at = now() + interval '1 minute'
where id in (
    select id from attestation where due_at <= now() order by due_at limit :most for update skip locked
)
returning id
