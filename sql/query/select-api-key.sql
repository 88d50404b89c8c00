-- Whether an account's key still counts: it exists, nobody revoked it, its account is active, and has the permissions that
-- the key was made under, if it was made under any.
select api_key.revoked_at is null
       and account.status = 'Active'
       and coalesce(api_key.permissions_version = account.permissions_version, true) as valid
from api_key join account on account.id = api_key.account
where api_key.id = :id and api_key.account = :account
