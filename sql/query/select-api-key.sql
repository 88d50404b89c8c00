-- Whether an account's key still counts: it exists, nobody revoked it, and its account is not suspended.
select api_key.revoked_at is null and account.status = 'Active' as valid
from api_key join account on account.id = api_key.account
where api_key.id = :id and api_key.account = :account
