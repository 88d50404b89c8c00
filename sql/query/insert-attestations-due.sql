-- Asks for the attestation of entities that have just become a success; what was asked for before stays as it is.
insert into attestation (id) select unnest(cast(:ids as text[])) order by 1
on conflict (id) do nothing
