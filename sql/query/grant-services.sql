-- What each service may do with each table, for those of its roles that there are; all else is the owner's. One process
-- that runs all services has what all of them have.
do $$
declare
    rule record;
begin
    for rule in select rolname from pg_roles where rolname in ('dyff_api', 'dyff_sink', 'dyff_orchestrator') loop
        execute format('revoke all on all tables in schema %I from %I', current_schema, rule.rolname);
    end loop;
    for rule in
        select role, may, unnest(string_to_array(tables, ' ')) as name
        from (values
            ('dyff_api', 'select', 'entity forgotten admission account_share progress filter signing_key'),
            ('dyff_api', 'select, insert, update', 'account api_key attestation_key'),
            ('dyff_api', 'select, insert, update, delete', 'session_token attestation cycle_turn'),
            ('dyff_api', 'select, delete', 'revision'),
            ('dyff_sink', 'select', 'account'),
            ('dyff_sink', 'select, insert', 'forgotten attestation'),
            ('dyff_sink', 'select, insert, delete', 'revision'),
            ('dyff_sink', 'select, insert, update, delete', 'entity progress filter'),
            ('dyff_orchestrator', 'select', 'account account_share forgotten'),
            ('dyff_orchestrator', 'select, update', 'admission_row'),
            ('dyff_orchestrator', 'select, insert, update, delete', 'admission progress')
        ) as granted(role, may, tables)
        where exists (select from pg_roles where rolname = role)
    loop
        execute format('grant %s on table %I to %I', rule.may, rule.name, rule.role);
    end loop;
    for rule in
        select rolname from pg_roles
        where rolname in ('dyff_api', 'dyff_sink', 'dyff_orchestrator')
          and exists (select from pg_roles where rolname = 'dyff_services')
    loop
        execute format('grant %I to dyff_services', rule.rolname);
    end loop;
end
$$
