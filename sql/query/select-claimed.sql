-- A claimed row once more, just before it is acted on, with the whole entity; nothing when the claim is not the last any more.
select r.*, clock_timestamp() as now, a.partition, cast(a.body as text) as body
from admission_row as r join admission as a on a.id = r.id
where r.id = :id and r.lease_owner = :owner and r.attempts = :attempts and r.lease_until > clock_timestamp()
