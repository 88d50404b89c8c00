-- After a poll: judges the dependencies of its new entities, and of those that wait for one of its entities.
-- Answers the accounts whose queues may have moved.
with batch as materialized (
    select id, account from jsonb_to_recordset(cast(:#${variable.rows} as jsonb)) as batch(id text, account text)
), candidate as materialized (
    select id from admission where rank = 0 and stage = 'new' and id in (select id from batch)
    union
    select id from admission
    where rank = 0 and stage in ('new', 'blocked') and awaits && (select array_agg(id) from batch)
), met as materialized (
    select waiting.id, waiting.way,
           coalesce(bool_or(wanted.id is not null and needed.id is null), false) as unknown,
           coalesce(bool_and(case when needed.id = any(waiting.serving) then needed.status = 'Available'
                                  else needed.status in ('Ready', 'Complete', 'Approved') end), true) as all_met,
           min(needed.kind || ' ' || needed.id || ' ended as ' || needed.status || '.') filter (
               where needed.rank >= 5 and (needed.id = any(waiting.serving)
                   or needed.status not in ('Ready', 'Complete', 'Approved'))) as failed
    from candidate
    join admission as waiting on waiting.id = candidate.id
    left join lateral unnest(waiting.awaits) as wanted(id) on true
    left join admission as needed on needed.id = wanted.id
    group by waiting.id
), judged as materialized (
    select id, unknown, failed,
           case when way = 'upload' then 'upload'
                when failed is not null then 'fail'
                when all_met and not unknown then 'queue'
                else 'block' end as verdict
    from met
), moved as (
    update admission as a
       set stage = case verdict when 'queue' then 'queued' when 'block' then 'blocked' else 'settled' end,
           decision = case
               when verdict in ('upload', 'fail') then verdict
               when verdict = 'block' and a.reason is distinct from 'UnsatisfiedDependency' then 'wait'
               else a.decision end,
           decision_status = case verdict when 'upload' then 'WaitingForUpload' when 'fail' then 'Error'
               when 'block' then 'Created' else a.decision_status end,
           decision_reason = case verdict when 'upload' then null when 'fail' then 'FailedDependency'
               when 'block' then 'UnsatisfiedDependency' else a.decision_reason end,
           decision_message = case verdict when 'queue' then a.decision_message else failed end,
           decided_at = case when verdict <> 'queue' and a.decision = 'none' then now() else a.decided_at end,
           executed_at = case when verdict in ('upload', 'fail') then null else a.executed_at end,
           lease_until = case when verdict in ('upload', 'fail') or a.decision = 'none' then '-infinity'
               else a.lease_until end,
           attempts = case when verdict in ('upload', 'fail') or a.decision = 'none' then 0 else a.attempts end,
           -- Only what is unknown may never come; what runs will end.
           due_at = case when verdict = 'block' and unknown
               then least(a.expires_at,
                          a.created_at + cast(:#${variable.dependencyTimeout} as interval))
               else a.expires_at end
      from judged
     where a.id = judged.id and a.rank = 0 and a.stage in ('new', 'blocked') and a.decision in ('none', 'wait')
    returning a.account
)
select account from batch where account is not null
union
select account from moved
