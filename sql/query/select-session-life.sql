-- What decides about a session token: the session's status, and whether its account is suspended or deleted.
select (select status from entity where id = :session) as status,
       exists (select from account where id = :account and status <> 'Active') as suspended
