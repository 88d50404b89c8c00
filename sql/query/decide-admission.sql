-- Writes decisions; what has moved on meanwhile keeps what it has.
update admission as a
   set decision = next.decision, decision_status = next.status, decision_reason = next.reason,
       decision_message = next.message, stage = 'settled', decided_at = clock_timestamp(), executed_at = null,
       lease_until = '-infinity', attempts = 0
  from jsonb_to_recordset(cast(:decisions as jsonb)) as next(
      id text, decision text, status text, reason text, message text)
 where a.id = next.id and a.rank = 0 and a.stage in ('blocked', 'queued') and a.decision in ('none', 'wait')
