-- Rows of a held queue that have not been told so.
select r.*, clock_timestamp() as now
from admission_row as r join admission as a on a.id = r.id
where a.account = :account and a.shape = :shape and a.rank = 0 and a.stage = 'queued' and a.counted
  and a.reason is distinct from 'QuotaLimit'
  and (a.decision = 'none' or (a.decision = 'wait' and a.decision_reason <> 'QuotaLimit'))
order by a.id
limit 1000
for update of r
