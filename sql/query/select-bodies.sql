-- The entities of these ids, whatever their kind.
select id, kind, account, status, reason, version, request_hash, cast(body as text) as body
from entity
where id = any(:ids)
