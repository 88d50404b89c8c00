-- Moves positions forward, and counts those that moved. One that follows no stored position does not: the database has
-- gone back, or was emptied, and between the two something would be missing. The rows are locked first: whoever empties a
-- table at this moment deletes them before they are looked at, or after they have moved.
with batch as (
    select *
      from jsonb_to_recordset(cast(:positions as jsonb)) as position (
           partition int, after bigint, state_offset bigint, event_offset bigint)
), held as (
    select partition, state_offset
      from progress
     where consumer = :consumer and partition in (select partition from batch)
     order by partition
       for no key update
), moved as (
    insert into progress as known (consumer, partition, topic_ids, state_offset, event_offset)
    select :consumer, partition, :topicIds, state_offset, event_offset
      from batch
     where after < 0
        or exists (select from held where held.partition = batch.partition and held.state_offset >= batch.after)
    on conflict (consumer, partition) do update
       set state_offset = greatest(known.state_offset, excluded.state_offset),
           event_offset = greatest(known.event_offset, excluded.event_offset)
     where known.topic_ids = excluded.topic_ids
    returning partition
)
select count(*) from moved
