-- Stores a batch of states beside what the rules made of each. Answers the ids it took: a row that somebody else has
-- made or moved since it was loaded is none of them.
with batch as materialized (
    select *
    from jsonb_to_recordset(cast(:rows as jsonb)) as batch(
        id text, kind text, account text, status text, rank smallint, reason text, message text,
        created_at timestamptz, version bigint, partition int, kube_uid text, way text, awaits text[], serving text[],
        allocation jsonb, ignores jsonb, shape text, priority smallint, expires_at timestamptz, body jsonb, forgotten boolean)
), own as materialized (
    select *
    from jsonb_to_recordset(cast(:own as jsonb)) as own(
        id text, known_version bigint, stage text, counted boolean, decision text, decision_status text,
        decision_reason text, decision_message text, decided_at timestamptz, executed_at timestamptz, object text,
        lease_owner text, lease_until timestamptz, attempts int, due_at timestamptz)
), erased as (
    delete from admission using batch
    where batch.forgotten and admission.id = batch.id and admission.version < batch.version
)
insert into admission as known (
    id, kind, account, status, rank, reason, message, created_at, version, partition, kube_uid, way, awaits, serving,
    allocation, ignores, shape, priority, expires_at, body, stage, counted, decision, decision_status, decision_reason,
    decision_message, decided_at, executed_at, object, lease_owner, lease_until, attempts, due_at)
select batch.id, kind, account, status, rank, reason, message, created_at, version, partition, kube_uid, way, awaits,
       serving, allocation, ignores, shape, priority, expires_at, body, stage, counted, decision, decision_status,
       decision_reason, decision_message, decided_at, executed_at, object, lease_owner, lease_until, attempts, due_at
from batch join own on own.id = batch.id
where not forgotten
order by batch.id
on conflict (id) do update
   set kind = excluded.kind, account = excluded.account, status = excluded.status, rank = excluded.rank,
       reason = excluded.reason, message = excluded.message, created_at = excluded.created_at,
       version = excluded.version, partition = excluded.partition,
       kube_uid = coalesce(excluded.kube_uid, known.kube_uid), way = excluded.way, awaits = excluded.awaits,
       serving = excluded.serving, allocation = excluded.allocation, ignores = excluded.ignores, shape = excluded.shape,
       priority = excluded.priority, expires_at = excluded.expires_at, body = excluded.body,
       stage = excluded.stage, counted = excluded.counted, decision = excluded.decision,
       decision_status = excluded.decision_status, decision_reason = excluded.decision_reason,
       decision_message = excluded.decision_message, decided_at = excluded.decided_at,
       executed_at = excluded.executed_at, object = excluded.object, lease_owner = excluded.lease_owner,
       lease_until = excluded.lease_until, attempts = excluded.attempts, due_at = excluded.due_at
 where known.version = (select known_version from own where own.id = excluded.id)
returning known.id
