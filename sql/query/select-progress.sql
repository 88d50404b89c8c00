-- How far a consumer of the state topic has come; one row per partition.
select partition, topic_ids, state_offset, event_offset from progress where consumer = :consumer
