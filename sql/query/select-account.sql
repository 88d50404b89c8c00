-- One account.
select id, name, status, reason, message, created_at, transition_at, permissions_version,
       cast(identity as text) as identity, cast(permissions as text) as permissions
from account
where id = :id
