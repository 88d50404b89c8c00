-- Which of these held queues have rows that have not been told so.
select wanted.account, wanted.shape
from unnest(cast(:accounts as text[]), cast(:shapes as text[])) as wanted(account, shape)
where exists (
    select from admission as a
    where a.account = wanted.account and a.shape = wanted.shape and a.rank = 0 and a.stage = 'queued' and a.counted
      and a.reason is distinct from 'QuotaLimit'
      and (a.decision = 'none' or (a.decision = 'wait' and a.decision_reason <> 'QuotaLimit')))
