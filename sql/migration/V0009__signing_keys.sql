-- Which keys sign tokens: names and times only. A key's secret is derived from a configured one by its name, or is that one.
create table signing_key (
    kid        text primary key,
    created_at timestamptz not null default now(),
    -- from then on no token counts that it has signed
    retired_at timestamptz
);
