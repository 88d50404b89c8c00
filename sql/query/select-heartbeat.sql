-- One entity of each partition.
select distinct on (partition) id from admission order by partition, id
