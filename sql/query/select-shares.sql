-- How accounts share, those that have a setting of their own; of one account, or all.
select account, weight, borrow, priority
from account_share
where cast(:account as text) is null or account = :account
order by account
