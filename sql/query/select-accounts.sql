-- All accounts, or the one of that id, with the number of their living keys.
select account.id, account.name, account.status, account.created_at,
       (select count(*) from api_key
         where api_key.account = account.id and revoked_at is null and expires_at > now()) as keys
from account
where cast(:id as text) is null or account.id = :id
order by account.id
