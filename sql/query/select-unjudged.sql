-- Of these entities those that are not judged for good, and those that wait for one of them, with what they need as it
-- stands now.
with candidate as materialized (
    select id from admission where rank = 0 and stage in ('new', 'blocked') and id = any(:ids)
    union
    select id from admission where rank = 0 and stage in ('new', 'blocked') and awaits && cast(:ids as text[])
)
select r.*, clock_timestamp() as now,
       (select jsonb_agg(jsonb_build_object(
                   'id', wanted.id, 'kind', needed.kind, 'status', needed.status, 'reason', needed.reason,
                   'rank', coalesce(needed.rank, 0), 'serving', wanted.id = any(a.serving)) order by wanted.id)
        from admission as a, unnest(a.awaits) as wanted(id) left join admission as needed on needed.id = wanted.id
        where a.id = r.id) as needs
from admission_row as r
where r.id in (select id from candidate) and r.stage in ('new', 'blocked')
order by r.id
for update of r
