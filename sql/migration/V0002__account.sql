-- Accounts and their keys: not entities, never on a topic, never touched by a rebuild.
create table account (
    -- the text that entities carry as their owner
    id         text primary key,
    name       text        not null unique,
    status     text        not null default 'Active' check (status in ('Active', 'Suspended')),
    reason     text,
    created_at timestamptz not null default now()
);

create table api_key (
    -- the token's jti
    id         text primary key,
    account    text        not null references account (id),
    -- what it grants: array of {resources, functions, accounts, entities}
    grants     jsonb       not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    revoked_at timestamptz
);
create index api_key_by_account on api_key (account, created_at);
