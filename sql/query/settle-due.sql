-- Does what time asks for: ends sessions, removes objects, gives up on dependencies that nobody knows. Closes decisions
-- that were overtaken while nobody acted on them. Rows that someone acts on just now wait for the next time.
with late as materialized (
    select id from admission
    where (due_at <= now() or (decision <> 'none' and lease_until <= now() and admission_over(
              decision, decision_reason, decision_message, rank, reason, message)))
      and (decision = 'none' or executed_at is not null or lease_until <= now())
    limit 1000
    for update skip locked
), judged as materialized (
    select a.id,
           case when a.rank >= 5 and a.due_at <= now()
                    and (a.object = 'maybe' or (a.object = 'none' and a.kube_uid is not null)) then 'remove'
                when admission_over(a.decision, a.decision_reason, a.decision_message, a.rank, a.reason, a.message)
                    then 'none'
                when a.rank < 5 and a.expires_at <= now() then 'expire'
                when missing.ids is not null and a.due_at <= now() then 'fail'
                else a.decision end as decision,
           'Unknown dependency: ' || missing.ids || '.' as message
    from late
    join admission as a on a.id = late.id
    left join lateral (
        select string_agg(wanted.id, ', ' order by wanted.id) as ids
        from unnest(a.awaits) as wanted(id)
        where a.rank = 0 and a.stage = 'blocked'
          and not exists (select from admission as needed where needed.id = wanted.id)
    ) as missing on true
)
update admission as a
   set stage = case when judged.decision in ('expire', 'fail') then 'settled' else a.stage end,
       decision = judged.decision,
       decision_status = case when judged.decision = a.decision then a.decision_status
           when judged.decision = 'expire' then 'Terminated' when judged.decision = 'fail' then 'Error' end,
       decision_reason = case when judged.decision = a.decision then a.decision_reason
           when judged.decision = 'expire' then 'SessionExpired' when judged.decision = 'fail' then 'FailedDependency' end,
       decision_message = case when judged.decision = a.decision then a.decision_message
           when judged.decision = 'fail' then judged.message end,
       decided_at = case when judged.decision = a.decision then a.decided_at else now() end,
       executed_at = case when judged.decision = a.decision then a.executed_at end,
       lease_until = case when judged.decision = a.decision then a.lease_until else '-infinity' end,
       attempts = case when judged.decision = a.decision then a.attempts else 0 end,
       due_at = case when a.due_at > now() then a.due_at
           when a.rank < 5 and a.expires_at > now() then a.expires_at end
  from judged
 where a.id = judged.id
returning a.id
