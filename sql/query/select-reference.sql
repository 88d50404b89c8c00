-- The entity of that id, whatever its kind: what most requests refer to. Several, and those with a tag, are read by
-- select-references.sql, which costs the database more.
select id, kind, account, status, reason, version, request_hash, cast(body as text) as body
from entity
where id = :#referenceId
