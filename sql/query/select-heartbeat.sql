-- One entity of each partition; of one that holds nobody any more, somebody who was erased.
select distinct on (partition) id
from (select partition, id, false as erased from admission
      union all
      select partition, id, true from forgotten where partition is not null) as known
order by partition, erased, id
