-- Many models of a thousand accounts, one a second, of which few are Created and one in a hundred has a label.
insert into entity (id, kind, account, status, created_at, labels, version, partition, body)
select md5(n::text),
       'Model',
       'a' || n % 1000,
       case when n % 1000 = 7 then 'Created' else 'Ready' end,
       timestamptz '2026-01-01 00:00:00Z' + n * interval '1 second',
       case when n % 100 = 3 then array['team=t' || n % 7] else '{}' end,
       0,
       0,
       jsonb_build_object(
           'id', md5(n::text), 'kind', 'Model', 'account', 'a' || n % 1000, 'schemaVersion', '0.1',
           'status', case when n % 1000 = 7 then 'Created' else 'Ready' end,
           'creationTime', to_char(timestamptz '2026-01-01 00:00:00Z' + n * interval '1 second',
                                   'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
           'labels', case when n % 100 = 3 then jsonb_build_object('team', 't' || n % 7) else '{}'::jsonb end,
           'annotations', '[]'::jsonb,
           'metadata', jsonb_build_object('documentation', '{}'::jsonb, 'preconditions', '[]'::jsonb),
           'name', 'm' || n,
           'artifact', jsonb_build_object('kind', 'Mock'),
           'source', jsonb_build_object('kind', 'Mock'),
           'resources', jsonb_build_object('memory', '1Gi'))
from generate_series(1, ?) as n;
