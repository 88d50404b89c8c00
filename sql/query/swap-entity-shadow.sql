-- The shadow takes the real table's place, with its name, its indexes' names and its grants.
lock table entity in access exclusive mode;
do $$
declare
    given record;
begin
    for given in
        select grantee, privilege_type
          from information_schema.role_table_grants
         where table_schema = current_schema() and table_name = 'entity' and grantee <> current_user
    loop
        execute format('grant %s on entity_shadow to %I', given.privilege_type, given.grantee);
    end loop;
end $$;
drop table entity;
alter table entity_shadow rename to entity;
alter table entity rename constraint entity_shadow_pkey to entity_pkey;
alter index entity_shadow_by_kind rename to entity_by_kind;
alter index entity_shadow_by_account rename to entity_by_account;
alter index entity_shadow_by_id rename to entity_by_id;
alter index entity_shadow_by_name rename to entity_by_name;
alter index entity_shadow_by_status rename to entity_by_status;
alter index entity_shadow_by_facet rename to entity_by_facet
