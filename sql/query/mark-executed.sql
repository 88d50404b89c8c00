-- The decision was acted on and its event acknowledged. It stays open until the state shows it; if that takes too long,
-- it is repeated, which changes nothing where it was heard.
update admission
   set executed_at = now(),
       lease_until = case
           when decision = 'run' and rank in (3, 4) then '-infinity'
           else now() + interval '1 minute' * power(2, least(attempts - 1, 4)) end,
       object = case when decision = 'remove' then 'gone' else object end,
       attempts = case when decision = 'run' and rank in (3, 4) then 0 else attempts end,
       decision = case
           when decision = 'run' and rank in (3, 4) then 'check'
           when decision in ('remove', 'check')
             or admission_over(decision, decision_reason, decision_message, rank, reason, message) then 'none'
           else decision end
 where id = :#${variable.decision.id} and decision = :#${variable.decision.decision}
   and lease_owner = :#${variable.decision.owner} and attempts = :#${variable.decision.attempts}
