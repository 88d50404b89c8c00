-- Roles of services that nobody has made.
select wanted from unnest(array['dyff_api', 'dyff_sink', 'dyff_orchestrator']) as each(wanted)
where not exists (select from pg_roles where rolname = wanted)
