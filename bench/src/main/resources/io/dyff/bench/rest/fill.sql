-- Many models of a thousand accounts, one a second, of which few are Created, fewer have a reason, one in a hundred has a
-- team and every second is labelled half.
insert into entity (id, kind, account, status, reason, created_at, version, partition, body)
select md5(n::text),
       'Model',
       'a' || n % 1000,
       status,
       reason,
       created,
       0,
       0,
       jsonb_build_object(
           'id', md5(n::text), 'kind', 'Model', 'account', 'a' || n % 1000, 'schemaVersion', '0.1',
           'status', status, 'reason', reason,
           'creationTime', to_char(created, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
           'labels', case when n % 100 = 3 then jsonb_build_object('team', 't' || n % 7) else '{}'::jsonb end
                     || case when n % 2 = 0 then jsonb_build_object('half', 'yes') else '{}'::jsonb end,
           'annotations', '[]'::jsonb,
           'metadata', jsonb_build_object('documentation', '{}'::jsonb, 'preconditions', '[]'::jsonb),
           'name', 'm' || n,
           'artifact', jsonb_build_object('kind', 'Mock'),
           'source', jsonb_build_object('kind', 'Mock'),
           'resources', jsonb_build_object('memory', '1Gi'))
from generate_series(1, ?) as n,
     lateral (select case when n % 1000 = 7 then 'Created' else 'Ready' end,
                     case when n % 10000 = 9 then 'Why' end,
                     timestamptz '2026-01-01 00:00:00Z' + n * interval '1 second') as made (status, reason, created);
