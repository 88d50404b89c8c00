-- Open decisions that nobody acts on: each account's oldest first, a few of each, those never tried before the repeated.
-- Those that ask for another place in the cluster are looked up apart, so that nothing waits behind them.
with recursive acting(account) as (
    (select account from admission
     where decision <> 'none' and not (decision = 'run' and object <> 'maybe') order by account limit 1)
    union all
    select (select next.account from admission as next
            where next.decision <> 'none' and not (next.decision = 'run' and next.object <> 'maybe')
              and next.account > acting.account order by next.account limit 1)
    from acting where acting.account is not null
), starting(account) as (
    (select account from admission where decision = 'run' and object <> 'maybe' order by account limit 1)
    union all
    select (select next.account from admission as next
            where next.decision = 'run' and next.object <> 'maybe'
              and next.account > starting.account order by next.account limit 1)
    from starting where starting.account is not null
), chosen as materialized (
    (select mine.*
     from acting, lateral (
         select id, decided_at, row_number() over (order by lease_until, decided_at, id) as place
         from admission
         where account = acting.account and decision <> 'none' and not (decision = 'run' and object <> 'maybe')
           and lease_until <= now()
         order by lease_until, decided_at, id
         limit :most) as mine
     where acting.account is not null
     order by place, decided_at, id
     limit :most)
    union all
    (select mine.*
     from starting, lateral (
         select id, decided_at, row_number() over (order by lease_until, decided_at, id) as place
         from admission
         where account = starting.account and decision = 'run' and object <> 'maybe' and lease_until <= now()
         order by lease_until, decided_at, id
         limit :most) as mine
     where starting.account is not null
     order by place, decided_at, id
     limit :most)
)
select r.*, clock_timestamp() as now
from chosen join admission_row as r on r.id = chosen.id
where r.decision <> 'none' and r.lease_until <= now()
order by chosen.place, r.decided_at, r.id
for update of r skip locked
