-- Registers the token of a session, and forgets a few of those that have expired: the table stays as small as what counts.
with expired as (
    delete from session_token
    where id in (select id from session_token where expires_at < now() - interval '1 day' order by expires_at limit 100)
)
insert into session_token (id, account, session, grants, kid, created_at, expires_at)
values (:id, :account, :session, cast(:grants as jsonb), :kid, :created, :expires)
