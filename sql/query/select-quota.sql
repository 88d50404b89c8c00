-- The quotas that hold now.
select id, body ->> 'principal' as principal, body ->> 'resource' as resource, body ->> 'flavor' as flavor,
       body ->> 'limit' as quantity, body ->> 'duration' as duration, body ->> 'epoch' as epoch
from admission
where kind = 'Quota' and rank < 6
order by id
