-- The table that a rebuild fills: as the real one, but without indexes, and with room for erased entities.
drop table if exists entity_shadow;
create table entity_shadow (like entity including defaults);
alter table entity_shadow
    alter column kind drop not null,
    alter column account drop not null,
    alter column status drop not null,
    alter column created_at drop not null,
    alter column body drop not null,
    -- to compress them takes a third of the time
    alter column body set storage external;
create trigger entity_derived before insert on entity_shadow
    for each row when (new.facets = '{}') execute function derive_entity()
