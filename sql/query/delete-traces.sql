-- What was kept beside the row of an entity that is forgotten.
with attested as (
    delete from attestation where id = :id returning id
), sessions as (
    delete from session_token where session = :id returning id
), revisions as (
    delete from revision where id = :id returning id
), turns as (
    delete from cycle_turn where team = :id returning team as id
)
select (select count(*) from attested) + (select count(*) from sessions) + (select count(*) from turns)
     + (select count(*) from revisions)
