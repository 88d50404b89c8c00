-- Accounts of which something is to be done although there is no room: what a quota does not hold for, and what has not been
-- told that it waits for one.
select distinct account from admission
where rank = 0 and stage = 'queued' and counted and decision in ('none', 'wait') and ignores is not null
union
select distinct account from admission
where rank = 0 and stage = 'queued' and counted and reason is distinct from 'QuotaLimit'
  and (decision = 'none' or (decision = 'wait' and decision_reason <> 'QuotaLimit'))
