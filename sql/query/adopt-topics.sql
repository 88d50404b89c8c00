-- Declares that the present topics continue the events of the rows. Their states are all read again: rows never go back.
with known as (
    select consumer, partition, event_offset from progress
    union
    select 'sink-entity-state', partition, max(version) from entity group by partition
    union
    select 'orchestrate-entity-state', partition, max(version) from admission group by partition
)
insert into progress (consumer, partition, topic_ids, state_offset, event_offset)
select consumer, partition, :topicIds, -1, max(event_offset) from known group by consumer, partition
on conflict (consumer, partition) do update
   set topic_ids = excluded.topic_ids, state_offset = -1
