-- What the API answers of accounts. Permissions bound the tokens that are made for an account; their version is new at
-- each change. A deleted account keeps its row: its id is the owner of entities, and is never given away again.
alter table account
    add column identity            jsonb not null default '{}',
    add column message             text,
    add column transition_at       timestamptz,
    -- array of {resources, functions, accounts, entities}
    add column permissions         jsonb not null default '[]',
    add column permissions_version text  not null default replace(cast(gen_random_uuid() as text), '-', ''),
    drop constraint account_status_check,
    add constraint account_status_check check (status in ('Active', 'Suspended', 'Deleted'));

-- Accounts that are there get what a new one gets: all on itself, and what is public.
update account
set permissions = jsonb_build_array(
    jsonb_build_object(
        'resources', jsonb_build_array('*'), 'functions', jsonb_build_array('*'),
        'accounts', jsonb_build_array(id), 'entities', jsonb_build_array()),
    jsonb_build_object(
        'resources', jsonb_build_array('*'), 'functions', jsonb_build_array('get', 'query', 'consume', 'data'),
        'accounts', jsonb_build_array('public'), 'entities', jsonb_build_array()));

alter table api_key
    -- set where the key ends with the permissions that it was made under
    add column permissions_version text,
    -- which secret signed the token: one that no living key names can go
    add column kid                 text;
