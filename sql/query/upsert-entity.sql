-- Stores a batch of states, the newest of each entity, in one statement. A row never goes back to an older version, an
-- erased entity leaves nothing but its id. What a row is found by is taken as it was worked out, if that was by the filters
-- that hold now.
with batch as (
    select *
      from jsonb_to_recordset(cast(:rows as jsonb)) as state (
           id text, kind text, account text, status text, reason text, created_at timestamptz,
           version bigint, partition int, request_hash text, kube_uid text, body jsonb,
           name text, facets text[], filters text)
),
current as (
    select filters_version() as filters
),
erased as (
    delete from entity
     using batch
     where entity.id = batch.id and batch.body is null and entity.version < batch.version
),
unrecorded as (
    delete from revision
     using batch
     where revision.id = batch.id and batch.body is null
),
remembered as (
    insert into forgotten (id, partition)
    select id, partition from batch where body is null
    on conflict (id) do nothing
)
insert into entity (id, kind, account, status, reason, created_at, version, partition, request_hash, kube_uid, body,
                    name, facets)
select id, kind, account, status, reason, created_at, version, partition, request_hash, kube_uid, body,
       coalesce(name, ''), case when batch.filters = current.filters then coalesce(facets, '{}') else '{}' end
  from batch cross join current
 where body is not null
   -- read again after a restart: what was erased in between does not come back for a moment
   and not (exists (select from forgotten where forgotten.id = batch.id)
            and exists (select from progress
                         where progress.consumer = 'sink-entity-state' and progress.partition = batch.partition
                           and progress.event_offset >= batch.version))
on conflict (id) do update
   set kind = excluded.kind, account = excluded.account, status = excluded.status, reason = excluded.reason,
       created_at = excluded.created_at, name = excluded.name, facets = excluded.facets,
       version = excluded.version,
       partition = excluded.partition, request_hash = excluded.request_hash, kube_uid = excluded.kube_uid,
       body = excluded.body
 where entity.version < excluded.version
