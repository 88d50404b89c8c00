-- The entity can never be run: its failure is decided instead.
update admission
   set decision = 'fail', decision_status = :#${variable.decision.failure}, decision_reason = 'SchemaError',
       decision_message = :#${variable.refusal}, decided_at = now(), executed_at = null, lease_until = '-infinity',
       attempts = 0, object = 'none'
 where id = :#${variable.decision.id} and decision = :#${variable.decision.decision}
   and lease_owner = :#${variable.decision.owner} and attempts = :#${variable.decision.attempts}
