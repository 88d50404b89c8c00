-- All quotas as they stand.
select cast(body as text) as body from entity where kind = 'Quota' and status <> 'Deleted' order by id
