-- What is kept of the tokens of sessions, so that one can be revoked before its session ends; the token itself is kept by its
-- holder alone. An account need have no row to own a session.
create table session_token (
    -- the token's jti
    id         text primary key,
    account    text        not null,
    session    text        not null,
    grants     jsonb       not null,
    kid        text        not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz
);
create index session_token_by_account on session_token (account, created_at);
create index session_token_by_end on session_token (expires_at);
