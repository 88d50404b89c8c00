-- How far the sink has come; one row per partition of the events topic.
select partition, event_offset from sink_progress
