-- The decision could not be acted on: it is tried again, after 1, 2, 4, … at most 60 seconds.
update admission
   set lease_until = now() + interval '1 second' * least(power(2, least(attempts - 1, 6)), 60)
 where id = :#${variable.decision.id} and decision = :#${variable.decision.decision}
   and lease_owner = :#${variable.decision.owner} and attempts = :#${variable.decision.attempts}
