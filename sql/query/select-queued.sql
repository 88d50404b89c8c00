-- The head of each queue: per account and shape, those that wait for nothing but quotas, by priority and age.
with recursive each(account, shape) as (
    select first.account, first.shape
    from unnest(cast(:accounts as text[])) as wanted(account), lateral (
        select a.account, a.shape from admission as a
        where a.rank = 0 and a.stage = 'queued' and a.counted and a.decision in ('none', 'wait')
          and a.account = wanted.account
        order by a.shape limit 1) as first
    union all
    select next.account, next.shape
    from each, lateral (
        select a.account, a.shape from admission as a
        where a.rank = 0 and a.stage = 'queued' and a.counted and a.decision in ('none', 'wait')
          and a.account = each.account and a.shape > each.shape
        order by a.shape limit 1) as next
)
select head.*
from each, lateral (
    select id, kind, account, shape, way, created_at, cast(allocation as text) as allocation,
           cast(ignores as text) as ignores, priority
    from admission as a
    where a.rank = 0 and a.stage = 'queued' and a.counted and a.decision in ('none', 'wait')
      and a.account = each.account and a.shape = each.shape
    order by a.priority desc, a.created_at, a.id
    limit :heads
) as head
order by head.priority desc, head.created_at, head.id
