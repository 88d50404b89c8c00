-- The changes of an entity, the newest first, from before a version on.
select version, cast(to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as text) as at, event, source, author,
       cast(changes as text) as changes
from revision
where id = :id and (cast(:after as bigint) is null or version < :after)
order by version desc
limit :limit
