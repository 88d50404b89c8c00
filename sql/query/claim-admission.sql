-- Takes open decisions for a while: each account's oldest first, a few of each, those never tried before the repeated.
-- Claiming a run says that from now on there may be an object.
with recursive busy(account) as (
    (select account from admission where decision <> 'none' order by account limit 1)
    union all
    select (select next.account from admission as next
            where next.decision <> 'none' and next.account > busy.account order by next.account limit 1)
    from busy where busy.account is not null
), room as materialized (
    select greatest(0, cast(:#${variable.maxLive} as bigint) - count(*)) as runs
    from admission
    where object = 'maybe' or (object = 'none' and kube_uid is not null)
), turn as materialized (
    select mine.*
    from busy, lateral (
        select id, decision, decided_at,
               row_number() over (order by lease_until, decided_at, id) as place
        from admission
        where account = busy.account and decision <> 'none' and lease_until <= now()
          and not admission_over(decision, decision_reason, decision_message, rank, reason, message)
        order by lease_until, decided_at, id
        limit 32
    ) as mine
    where busy.account is not null
), chosen as materialized (
    select id from (
        select id, place, decided_at,
               decision <> 'run' or sum(case when decision = 'run' then 1 end) over (order by place, decided_at, id)
                   <= (select runs from room) as fits
        from turn
    ) as ordered
    where fits
    order by place, decided_at, id
    limit 64
), taken as materialized (
    select id from admission
    where id in (select id from chosen) and decision <> 'none' and lease_until <= now()
    for update skip locked
)
update admission as a
   set lease_owner = :#${variable.owner}, lease_until = now() + interval '30 seconds', attempts = a.attempts + 1,
       object = case when a.decision = 'run' then 'maybe' else a.object end
  from taken
 where a.id = taken.id
returning a.id, a.kind, a.account, a.decision, a.decision_status, a.decision_reason, a.decision_message,
          a.lease_owner, a.attempts, a.partition, a.version, cast(a.body as text) as body
