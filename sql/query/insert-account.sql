-- Makes an account; nothing happens when there is, or was, one of that name.
insert into account (id, name, identity, permissions)
values (:id, :id, cast(:identity as jsonb), cast(:permissions as jsonb))
on conflict do nothing
