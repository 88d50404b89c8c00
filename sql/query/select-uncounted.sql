-- Entities of some accounts that no rate has counted yet, oldest first.
select id, kind, account, shape, way, created_at, cast(allocation as text) as allocation, cast(ignores as text) as ignores,
       priority
from admission
where rank = 0 and not counted and decision in ('none', 'wait') and stage in ('blocked', 'queued')
  and account = any(:accounts)
order by created_at, id
limit 1000
