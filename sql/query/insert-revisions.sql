-- Stores what a batch of states changed; what is known already stays as it is, and of what was erased nothing is kept.
insert into revision (id, version, at, event, source, author, changes)
select id, version, at, event, source, author, changes
  from jsonb_to_recordset(cast(:rows as jsonb)) as made (
       id text, version bigint, at timestamptz, event text, source text, author text, changes jsonb)
 where not exists (select from forgotten where forgotten.id = made.id)
on conflict (id, version) do nothing
