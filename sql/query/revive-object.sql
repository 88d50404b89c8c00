-- These objects are there. A row that is over, and thinks its object is gone, removes it; one that waits to be admitted
-- is: its object runs.
update admission
   set object = 'maybe',
       due_at = case when rank < 5 then due_at
           when status in ('Deleted', 'Terminated') then now()
           else now() + make_interval(secs => :keepSeconds) end,
       decision = case when rank = 0 then 'run' else decision end,
       decision_status = case when rank = 0 then 'Admitted' else decision_status end,
       decision_reason = case when rank = 0 then null else decision_reason end,
       decision_message = case when rank = 0 then null else decision_message end,
       stage = 'settled',
       decided_at = case when rank = 0 then now() else decided_at end,
       executed_at = case when rank = 0 then null else executed_at end,
       lease_until = case when rank = 0 then '-infinity' else lease_until end,
       attempts = case when rank = 0 then 0 else attempts end
 where id = any(:ids)
   and ((rank >= 5 and decision = 'none' and due_at is null) or (rank = 0 and decision in ('none', 'wait')))
