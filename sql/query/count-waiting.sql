-- How many entities of an account wait for nothing but quotas.
select count(*)
from admission
where rank = 0 and stage = 'queued' and decision in ('none', 'wait') and account = :account
