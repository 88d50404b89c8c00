-- What became of each entity, change by change: written with its row, kept for a time, no part of what a rebuild makes anew.
create table revision (
    id      text        not null,
    -- offset of the event that made the change, as in entity
    version bigint      not null,
    at      timestamptz not null,
    -- what the event was, who produced it, and whose request it was; absent for those of the platform itself
    event   text        not null,
    source  text        not null,
    author  text,
    -- array of {path, before, after}; what was not there before or is not after has no such field
    changes jsonb       not null,
    primary key (id, version)
);
-- No order is wanted of it, only what is old.
create index revision_at on revision using brin (at);

-- Where a tombstone is written again now and then, so that the broker removes what is old there; unknown of older ones.
alter table forgotten add column partition int;
