-- New rows, and blocked ones whose dependencies have all come or one of which has failed: what a crash left unjudged.
select a.id
from admission as a
where a.rank = 0 and (a.stage = 'new' or (a.stage = 'blocked' and a.decision in ('none', 'wait') and exists (
    select from (
        select bool_and(coalesce(case when n.id = any(a.serving) then n.status = 'Available'
                                      else n.status = any(:successes) end, false)) as met,
               bool_or(n.rank >= 5 and (n.id = any(a.serving)
                   or n.status <> all(:successes))) as failed
        from unnest(a.awaits) as wanted(id) left join admission as n on n.id = wanted.id) as needs
    where needs.met or needs.failed)))
