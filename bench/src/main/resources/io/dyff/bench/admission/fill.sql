-- Evaluations that wait for room: so many, of so many accounts, oldest first in turn.
insert into admission (id, kind, account, status, rank, created_at, version, partition, way, awaits, serving, allocation,
                       shape, stage, counted, body)
select md5(:prefix || n), 'Evaluation', :prefix || n % :accounts, 'Created', 0, now() - interval '1 hour' + n * interval '1 ms',
       1, 0, 'run', '{}', '{}', '{"workflows.dyff.io/admitted": 1}', 'one', 'queued', :counted, '{}'
from generate_series(1, :waiting) as n
