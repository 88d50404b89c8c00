-- An index for every filter and order of a listing. What a kind is asked by stands in kinds.yaml, so one column holds it
-- for all kinds: a text kind/filter=value for each. Its element statistics make rare and common values cheap alike; with
-- the kind in the text, a value that is common elsewhere is still known to be rare here.

-- The filters of kinds.yaml; the sink keeps them up to date, and the rows with them.
create table filter (
    kind text not null,
    name text not null,
    path text not null, -- an SQL/JSON path
    primary key (kind, name)
);

-- A long value stands by its hash: an index takes about 2,700 bytes.
create function facet(kind text, name text, value text) returns text language sql immutable as $$
    select kind || '/' || name || '='
           || case when length(value) <= 200 then value else encode(sha256(convert_to(value, 'UTF8')), 'hex') end
$$;

create function facets(of_kind text, body jsonb) returns text[] language sql stable as $$
    select coalesce(array_agg(distinct facet(of_kind, name, value)), '{}')
      from (select name, found #>> '{}'
              from filter, jsonb_path_query(body, cast(path as jsonpath)) as found
             where kind = of_kind
            union all
            values ('status', body ->> 'status'), ('reason', body ->> 'reason')
            union all
            select 'labels', label.key || '=' || label.value
              from jsonb_each_text(case jsonb_typeof(body -> 'labels') when 'object' then body -> 'labels' end) as label
           ) as pair (name, value)
     where value is not null
$$;

-- The name as far as it is sorted by.
create function sort_name(body jsonb) returns text language sql immutable as $$
    select coalesce(left(body ->> 'name', 500), '')
$$;

create function derive_entity() returns trigger language plpgsql as $$
begin
    new.name := sort_name(new.body);
    new.facets := facets(new.kind, new.body);
    return new;
end $$;

alter table entity
    add column name   text collate "C" not null default '',
    add column facets text[] not null default '{}';
update entity set name = sort_name(body), facets = facets(kind, body);
drop index entity_by_label;
alter table entity drop column labels;
create trigger entity_derived before insert on entity
    for each row execute function derive_entity();

create index entity_by_id on entity (kind, id);
create index entity_by_name on entity (kind, name, id);
create index entity_by_status on entity (kind, status, id);
-- Every search reads the list of entries that are still to be sorted in: it stays short (kB).
create index entity_by_facet on entity using gin (facets) with (gin_pending_list_limit = 256);
