-- A compacted topic still holds some older states: only the newest of each entity stays. Erased ones are remembered by
-- their ids; then the shadow becomes what V0001__entity.sql and its successors made of the real table.
create index entity_shadow_newest on entity_shadow (id, version);
delete from entity_shadow
 using entity_shadow newer
 where newer.id = entity_shadow.id
   and (newer.version > entity_shadow.version
        or (newer.version = entity_shadow.version and newer.ctid > entity_shadow.ctid));
drop index entity_shadow_newest;
insert into forgotten (id, partition)
select id, partition from entity_shadow where body is null
on conflict (id) do nothing;
delete from entity_shadow where body is null;
alter table entity_shadow
    alter column kind set not null,
    alter column account set not null,
    alter column status set not null,
    alter column created_at set not null,
    alter column body set not null,
    alter column body set storage extended,
    add constraint entity_shadow_pkey primary key (id);
create index entity_shadow_by_kind on entity_shadow (kind, created_at, id);
create index entity_shadow_by_account on entity_shadow (account, kind, created_at, id);
create index entity_shadow_by_id on entity_shadow (kind, id);
create index entity_shadow_by_name on entity_shadow (kind, name, id);
create index entity_shadow_by_status on entity_shadow (kind, status, id);
create index entity_shadow_by_facet on entity_shadow using gin (facets) with (gin_pending_list_limit = 256);
analyze entity_shadow;
create trigger entity_emptied after truncate on entity_shadow
    for each statement execute function forget_progress('sink-entity-state')
