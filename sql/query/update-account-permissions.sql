-- Replaces what an account may grant; the version tells tokens made before from those made after.
update account
set permissions = cast(:permissions as jsonb), permissions_version = :version
where id = :id and status <> 'Deleted'
