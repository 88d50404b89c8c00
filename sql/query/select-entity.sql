-- One entity of the kind.
select id, kind, account, status, reason, version, request_hash, cast(body as text) as body
from entity
where id = :#id and kind = :#kind
