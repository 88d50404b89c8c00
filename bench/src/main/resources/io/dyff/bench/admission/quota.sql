-- A quota of all accounts.
insert into admission (id, kind, account, status, rank, created_at, version, partition, way, awaits, serving, shape, stage,
                       body)
values (md5(:resource), 'Quota', '__system__', 'Ready', 4, now(), 1, 0, 'none', '{}', '{}', '', 'settled',
        jsonb_strip_nulls(jsonb_build_object('principal', '__global__', 'resource', cast(:resource as text), 'flavor', cast(:flavor as text),
                                             'limit', cast(:limit as text), 'duration', cast(:duration as text))))
