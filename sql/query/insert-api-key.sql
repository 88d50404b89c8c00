-- Registers a key; the token itself is kept by its holder alone.
insert into api_key (id, account, grants, created_at, expires_at)
values (:id, :account, cast(:grants as jsonb), :created, :expires)
