-- Every account that has something to decide.
select distinct account from admission
where rank = 0 and not counted and decision in ('none', 'wait') and stage in ('blocked', 'queued')
union
select account from (
    with recursive each(account) as (
        (select account from admission
         where rank = 0 and stage = 'queued' and counted and decision in ('none', 'wait')
         order by account limit 1)
        union all
        select (select a.account from admission as a
                where a.rank = 0 and a.stage = 'queued' and a.counted and a.decision in ('none', 'wait')
                  and a.account > each.account order by a.account limit 1)
        from each where each.account is not null
    )
    select account from each where account is not null
) as queued
