-- Takes a turn for a submission, and tells how many of its team there are for the task since the cycle's begin, without those
-- that were over the limit: what readers see, and what took a turn in the last minute and may not be seen yet. The row of the
-- turns is locked by the insert, so two that ask at once do not both count the other out.
with past as (
    delete from cycle_turn
    where team = :#submittingTeam and task = :#submittedTask and cycle_begin < :#cycleBegin
), turn as (
    insert into cycle_turn as turn (team, task, cycle_begin, claims)
    values (:#submittingTeam, :#submittedTask, :#cycleBegin, jsonb_build_object(cast(:#id as text), clock_timestamp()))
    on conflict (team, task, cycle_begin) do update
        set claims = excluded.claims
            || (select coalesce(jsonb_object_agg(claim.key, claim.value), '{}')
                from jsonb_each_text(turn.claims) as claim
                where cast(claim.value as timestamptz) > clock_timestamp() - interval '1 minute')
    returning claims
)
select count(*) as others
from (select id
      from entity
      where kind = :#kind
        and body ->> 'team' = :#submittingTeam
        and body ->> 'task' = :#submittedTask
        and created_at >= :#cycleBegin
        and not (status = 'Error' and reason = 'RateLimitExceeded')
      union
      select claim
      from turn, jsonb_object_keys(turn.claims) as claim
      where not exists (select from entity
                        where id = claim and status = 'Error' and reason = 'RateLimitExceeded')) as counted
where id <> :#id
