-- Entities of some accounts, or of all, that no rate has counted yet, oldest first.
select id, kind, account, shape, way, created_at, cast(allocation as text) as allocation, cast(ignores as text) as ignores,
       priority
from admission
where rank = 0 and not counted and decision in ('none', 'wait') and stage in ('blocked', 'queued')
  and (cast(:accounts as text[]) is null or account = any(:accounts))
order by created_at, id
limit 1000
