-- Keys that sign attestations: the public halves. The private one is derived from a configured secret by the key's name.
create table attestation_key (
    kid        text primary key, -- thumbprint of the public key (RFC 7638)
    name       text        not null unique,
    x          text        not null, -- the public key (RFC 8037), base64url
    created_at timestamptz not null default now(),
    -- from then on nobody is to believe what it has signed
    retired_at timestamptz
);

-- What was attested of an entity, once and for all, and who signed it last.
create table attestation (
    id         text primary key, -- of the entity
    due_at     timestamptz default now(), -- when it is to be made; null once it is, or if there is nothing to attest
    payload    bytea, -- an in-toto statement
    kid        text,
    signature  bytea,
    signed_at  timestamptz
);
create index attestation_due on attestation (due_at) where due_at is not null;
