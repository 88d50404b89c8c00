-- Makes the filters those of kinds.yaml; answers the kinds of which something changed.
with wanted as (
    select kind, name, path from jsonb_to_recordset(cast(:rows as jsonb)) as row (kind text, name text, path text)
),
gone as (
    delete from filter
     where not exists (select from wanted where wanted.kind = filter.kind and wanted.name = filter.name)
    returning kind
),
come as (
    insert into filter (kind, name, path)
    select kind, name, path from wanted
    on conflict (kind, name) do update set path = excluded.path where filter.path <> excluded.path
    returning kind
)
select kind from gone
union
select kind from come
