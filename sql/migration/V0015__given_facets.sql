-- What a row is found by may come with it, from who stores many of them and works it out by the same filters; else the
-- database does, which takes it longer than all the rest of a row.
create function filters_version() returns text language sql stable as $$
    select coalesce(md5(string_agg(kind || ' ' || name || ' ' || path, ',' order by kind, name)), '')
      from filter
$$;

drop trigger entity_derived on entity;
create trigger entity_derived before insert on entity
    for each row when (new.facets = '{}') execute function derive_entity();
