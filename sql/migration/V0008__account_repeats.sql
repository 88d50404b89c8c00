-- Repeated requests: who asked for an account under which key, and what the request said.
alter table account
    add column request_key  text unique,
    add column request_hash text;
