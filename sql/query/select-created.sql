-- How much of a resource was created since a time (and before another): one by one what a sliding window leaves until
-- another time, all else together, under the time of its oldest.
select min(created_at) as at,
       sum(case when cast(:kind as text) is null then cast(allocation ->> :resource as numeric) else 1 end) as used
from admission
where counted and created_at >= :since and (cast(:before as timestamptz) is null or created_at < :before)
  and (cast(:kind as text) is null or kind = :kind)
  and (cast(:kind as text) is not null or allocation -> :resource is not null)
  and (cast(:account as text) is null or account = :account)
group by least(created_at, :until)
