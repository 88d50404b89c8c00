-- Makes the roles of the services that are missing; who may log in has a password.
do $$
declare
    wanted text;
begin
    foreach wanted in array array['dyff_api', 'dyff_sink', 'dyff_orchestrator', 'dyff_services'] loop
        if not exists (select from pg_roles where rolname = wanted) then
            execute format('create role %I login', wanted);
        end if;
    end loop;
end
$$
