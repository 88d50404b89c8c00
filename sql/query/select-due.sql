-- Rows for which time has come, but for those that someone acts on just now; with the dependencies that nobody knows.
select r.*, clock_timestamp() as now,
       (select jsonb_agg(jsonb_build_object('id', wanted.id, 'rank', 0, 'serving', false) order by wanted.id)
        from admission as a, unnest(a.awaits) as wanted(id)
        where a.id = r.id and r.rank = 0 and r.stage = 'blocked'
          and not exists (select from admission as needed where needed.id = wanted.id)) as needs
from admission_row as r
where r.due_at <= now() and (r.decision = 'none' or r.executed_at is not null or r.lease_until <= now())
limit 1000
for update of r skip locked
