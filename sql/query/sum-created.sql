-- How much of a resource was created since a time (and before another); and the oldest of it.
select coalesce(sum(case when cast(:kind as text) is null then cast(allocation ->> :resource as numeric) else 1 end), 0)
           as used,
       min(created_at) as oldest
from admission
where counted and created_at >= :since and (cast(:before as timestamptz) is null or created_at < :before)
  and (cast(:kind as text) is null or kind = :kind)
  and (cast(:kind as text) is not null or allocation -> :resource is not null)
  and (cast(:account as text) is null or account = :account)
