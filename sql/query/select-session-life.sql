-- What decides about a session token: the session's status, whether its account is suspended or deleted, and whether it was
-- revoked itself.
select (select status from entity where id = :session) as status,
       exists (select from account where id = :account and status <> 'Active') as suspended,
       exists (select from session_token where id = :id and revoked_at is not null) as revoked
