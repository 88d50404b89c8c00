-- How many a team has submitted to a task since a time, without those that were over the limit then.
select count(*) as others
from entity
where kind = :#kind
  and body ->> 'team' = :#submittingTeam
  and body ->> 'task' = :#task
  and created_at >= :#cycleBegin
  and not (status = 'Error' and reason = 'RateLimitExceeded')
