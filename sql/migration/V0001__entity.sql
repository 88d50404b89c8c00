-- What the sink stores and the api reads: one row per entity, as it stands on the state topic.
create table entity (
    id         text primary key,
    kind       text        not null,
    account    text        not null,
    status     text        not null,
    reason     text,
    created_at timestamptz not null,
    -- k=v pairs: element statistics of an array make rare and common labels cheap alike
    labels     text[]      not null default '{}',
    -- offset of the last event folded in; monotone per entity, guards every write
    version    bigint      not null,
    partition  int         not null,
    -- hash of the create request, for repeated requests
    request_hash text,
    -- uid of the custom resource; never part of the entity
    kube_uid   text,
    body       jsonb       not null
);
create index entity_by_kind on entity (kind, created_at, id);
create index entity_by_account on entity (account, kind, created_at, id);
create index entity_by_label on entity using gin (labels);

-- How far the sink has come: every event of the partition up to this offset is visible.
create table sink_progress (
    partition    int primary key,
    event_offset bigint not null
);

-- The topics these numbers belong to: a re-created topic starts again at offset 0 and would lose against old rows.
create table topic_binding (
    topic    text primary key,
    topic_id text        not null,
    bound_at timestamptz not null default now()
);

-- What was erased; nothing of it is kept but its id.
create table forgotten (
    id text primary key,
    at timestamptz not null default now()
);
