-- The heads of the queues of some accounts, or of all: per account and shape, those that wait for nothing but quotas, by
-- priority and age. No more of each queue than there may be room for, and a bounded number in all; of each, as many as are said.
with recursive waiting(account) as (
    select account
    from (select unnest(cast(:accounts as text[])) as account
          union all
          (select account from admission
           where cast(:accounts as text[]) is null
             and rank = 0 and stage = 'queued' and counted and decision in ('none', 'wait')
           order by account, shape limit 1)) as begin
    union all
    select (select a.account from admission as a
            where a.rank = 0 and a.stage = 'queued' and a.counted and a.decision in ('none', 'wait')
              and a.account > waiting.account
            order by a.account, a.shape limit 1)
    from waiting where waiting.account is not null and cast(:accounts as text[]) is null
), each(account, shape) as (
    select first.account, first.shape
    from waiting, lateral (
        select a.account, a.shape from admission as a
        where a.rank = 0 and a.stage = 'queued' and a.counted and a.decision in ('none', 'wait')
          and a.account = waiting.account
        order by a.shape limit 1) as first
    union all
    select next.account, next.shape
    from each, lateral (
        select a.account, a.shape from admission as a
        where a.rank = 0 and a.stage = 'queued' and a.counted and a.decision in ('none', 'wait')
          and a.account = each.account and a.shape > each.shape
        order by a.shape limit 1) as next
), heads(number) as (
    select greatest(1, least(:most, :candidates / nullif(count(*), 0), 2 * :room / nullif(count(*), 0) + 1)) from each
)
select head.*, (select number from heads) as heads
from each, lateral (
    select id, kind, account, shape, way, created_at, cast(allocation as text) as allocation,
           cast(ignores as text) as ignores, priority
    from admission as a
    where a.rank = 0 and a.stage = 'queued' and a.counted and a.decision in ('none', 'wait')
      and a.account = each.account and a.shape = each.shape
    order by a.priority desc, a.created_at, a.id
    limit (select number from heads)
) as head
order by head.priority desc, head.created_at, head.id
