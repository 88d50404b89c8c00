-- What the orchestrator knows of an entity: how far it has come, what it needs, how many of its account are before it, and
-- how many of them were given a place in the last ten minutes.
select a.kind, a.account, a.status, a.reason, a.message, a.stage, a.decision, a.decision_reason, a.decision_message,
       a.attempts, a.rank, a.executed_at is not null as executed, a.priority,
       cast(a.decided_at as text) as decided_at, cast(a.due_at as text) as due_at,
       cast(nullif(a.lease_until, '-infinity') as text) as lease_until,
       coalesce((select share.priority from account_share as share where share.account = a.account), 0) as granted,
       (select count(*) from admission as other
         where other.account = a.account and other.rank = 0 and other.stage = 'queued'
           and other.decision in ('none', 'wait')
           and (-other.priority, other.created_at, other.id) < (-a.priority, a.created_at, a.id)) as ahead,
       (select count(*) from admission as other
         where other.account = a.account and other.admitted_at > now() - interval '10 minutes') as admitted,
       (select coalesce(jsonb_agg(jsonb_build_object('id', need.id, 'kind', there.kind, 'status', there.status,
                                                     'serving', need.id = any(a.serving)) order by need.id), '[]')
          from unnest(a.awaits) as need(id) left join admission as there on there.id = need.id) as needs
  from admission as a
 where a.id = :id
