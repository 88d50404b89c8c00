-- Rows by id, for the one who changes them.
select r.*, clock_timestamp() as now
from admission_row as r
where r.id = any(:ids)
order by r.id
for update of r
