-- Makes an account; nothing happens when there is, or was, one of that name, or one that was made under that key.
insert into account (id, name, identity, permissions, request_key, request_hash)
values (:id, :id, cast(:identity as jsonb), cast(:permissions as jsonb), :requestKey, :requestHash)
on conflict do nothing
