-- Takes over a poll of states, the newest of each entity; a row never goes back to an older version.
with batch as materialized (
    select *
    from jsonb_to_recordset(cast(:rows as jsonb)) as batch(
        id text, kind text, account text, status text, rank smallint, reason text, message text,
        created_at timestamptz, version bigint, partition int, kube_uid text, way text, awaits text[], serving text[],
        allocation jsonb, ignores jsonb, shape text, expires_at timestamptz, body jsonb, keep_seconds bigint, forgotten boolean)
), erased as (
    delete from admission using batch
    where batch.forgotten and admission.id = batch.id and admission.version < batch.version
)
insert into admission as known (
    id, kind, account, status, rank, reason, message, created_at, version, partition, kube_uid, way, awaits, serving,
    allocation, ignores, shape, expires_at, body, stage, counted, object, due_at)
select id, kind, account, status, rank, reason, message, created_at, version, partition, kube_uid, way, awaits, serving,
       allocation, ignores, shape, expires_at, body,
       case when rank = 0 then 'new' else 'settled' end,
       -- Seen for the first time in the middle of its life: it was counted at its beginning.
       (rank > 0 or reason is not null) and reason is distinct from 'RateLimitExceeded',
       -- Seen for the first time at its end: the sweep finds what may be left of it.
       case when rank >= 5 then 'gone' else 'none' end,
       case when rank < 5 then expires_at
            when status in ('Deleted', 'Terminated') then now()
            else now() + make_interval(secs => keep_seconds) end
from batch
where not forgotten
on conflict (id) do update
   set kind = excluded.kind, account = excluded.account, status = excluded.status, rank = excluded.rank,
       reason = excluded.reason, message = excluded.message, created_at = excluded.created_at,
       version = excluded.version, partition = excluded.partition,
       kube_uid = coalesce(excluded.kube_uid, known.kube_uid), way = excluded.way, awaits = excluded.awaits,
       serving = excluded.serving, allocation = excluded.allocation, ignores = excluded.ignores, shape = excluded.shape,
       expires_at = excluded.expires_at, body = excluded.body,
       due_at = case
           when excluded.rank < 5 then least(excluded.expires_at, known.due_at)
           when known.status = excluded.status then known.due_at
           else excluded.due_at end,
       -- The echo of a decision closes it, unless someone acts on it just now. After the echo of a run its object is
       -- looked at once: what it said before it was admitted was refused.
       decision = case
           when known.decision = 'none' or (known.executed_at is null and known.lease_until > now())
             or not admission_over(known.decision, known.decision_reason, known.decision_message,
                                   excluded.rank, excluded.reason, excluded.message) then known.decision
           when known.decision = 'run' and excluded.rank < 5 then 'check'
           else 'none' end,
       lease_until = case when known.decision = 'run' and known.executed_at is not null and excluded.rank >= 3
           then '-infinity' else known.lease_until end,
       attempts = case when known.decision = 'run' and known.executed_at is not null and excluded.rank >= 3
           then 0 else known.attempts end
 where known.version < excluded.version
