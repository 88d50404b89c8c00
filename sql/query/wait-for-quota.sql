-- Tells those of a queue that have not been told why they wait.
update admission
   set decision = 'wait', decision_status = 'Created', decision_reason = 'QuotaLimit', decision_message = :message,
       decided_at = clock_timestamp(), executed_at = null, lease_until = '-infinity', attempts = 0
 where account = :account and shape = :shape and rank = 0 and stage = 'queued' and counted
   and reason is distinct from 'QuotaLimit'
   and (decision = 'none' or (decision = 'wait' and decision_reason <> 'QuotaLimit'))
