-- What those entities of a kind take part in that are within somebody's reach: the ids that stand at a place in them. Who was
-- refused takes part in nothing.
select distinct body #>> cast(:of as text[]) as whole
from entity
where kind = :kind and (account = any(:accounts) or id = any(:entities))
  and status not in ('Deleted', 'EntryDenied')
