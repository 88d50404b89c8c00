-- What is in use: by running entities, and by decisions to run that are not yet seen. For one account, or all.
select account, item.key as resource, sum(cast(item.value as numeric)) as used
from admission, jsonb_each_text(allocation) as item
where allocation is not null and (rank in (3, 4) or decision in ('run', 'ready'))
  and (cast(:account as text) is null or account = :account)
group by account, item.key
