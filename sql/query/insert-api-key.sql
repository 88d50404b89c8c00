-- Registers a key of an active account whose permissions are still those that the key was judged by; the token itself is
-- kept by its holder alone.
insert into api_key (id, account, grants, created_at, expires_at, permissions_version, kid)
select :id, account.id, cast(:grants as jsonb), :created, :expires, :permissionsVersion, :kid
from account
where account.id = :account and account.status = 'Active'
  and (cast(:judgedBy as text) is null or account.permissions_version = :judgedBy)
for share
on conflict do nothing
