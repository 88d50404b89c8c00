-- How far each consumer of the state topic has come. Written in the transaction of its effect, and read at its start: so
-- an older copy of the database reads again what it lacks.
create table progress (
    consumer     text   not null, -- the id of its route
    partition    int    not null,
    topic_ids    text   not null, -- of the events and the state topic, in the order of their names, with a dot between
    state_offset bigint not null, -- of the state topic: everything up to it has had its effect; -1 is nothing
    event_offset bigint not null, -- of the events topic: every event up to it is visible in the consumer's table
    primary key (consumer, partition)
);

-- The state topic is read once more from its beginning, to learn where it ends; rows never go back meanwhile.
insert into progress (consumer, partition, topic_ids, state_offset, event_offset)
select 'sink-entity-state', partition, ids, -1, event_offset
  from sink_progress, (select string_agg(topic_id, '.' order by topic collate "C") as ids from topic_binding) as bound
 where ids is not null
union all
select 'orchestrate-entity-state', partition, ids, -1, max(version)
  from admission, (select string_agg(topic_id, '.' order by topic collate "C") as ids from topic_binding) as bound
 where ids is not null
 group by partition, ids;

drop table sink_progress;
drop table topic_binding;

-- A table that was emptied has lost what its position stands for.
create function forget_progress() returns trigger language plpgsql as $$
begin
    delete from progress where consumer = tg_argv[0];
    return null;
end $$;
create trigger entity_emptied after truncate on entity
    for each statement execute function forget_progress('sink-entity-state');
create trigger admission_emptied after truncate on admission
    for each statement execute function forget_progress('orchestrate-entity-state');
