-- The entities that a request refers to, whatever their kind. A reference is an id, or family@tag: then both the family,
-- whose row has the tag in `alias_tag`, and the member that the tag names, whose row has the reference in `alias`.
with wanted as (
    select ref, split_part(ref, '@', 1) as named, nullif(split_part(ref, '@', 2), '') as tag
    from unnest(cast(:#referenceIds as text[])) as ref
), meant as (
    select ref, tag, named as id, cast(null as text) as alias from wanted
    union all
    select wanted.ref, null, jsonb_extract_path_text(family.body, 'members', wanted.tag, 'entity', 'id'), wanted.ref
    from wanted join entity family on family.id = wanted.named
    where wanted.tag is not null
)
select entity.id, kind, account, status, reason, version, request_hash, cast(body as text) as body,
       meant.tag as alias_tag, meant.alias
from meant join entity on entity.id = meant.id
