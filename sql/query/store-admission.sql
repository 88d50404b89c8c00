-- Stores what the rules made of loaded rows; what the state topic says is none of theirs.
update admission as a
   set stage = next.stage, counted = next.counted, decision = next.decision, decision_status = next.decision_status,
       decision_reason = next.decision_reason, decision_message = next.decision_message, decided_at = next.decided_at,
       executed_at = next.executed_at, object = next.object, lease_owner = next.lease_owner,
       lease_until = next.lease_until, attempts = next.attempts, due_at = next.due_at,
       admitted_at = case when next.decision in ('run', 'ready') then coalesce(a.admitted_at, next.decided_at)
                          else a.admitted_at end
  from jsonb_to_recordset(cast(:rows as jsonb)) as next(
      id text, stage text, counted boolean, decision text, decision_status text, decision_reason text,
      decision_message text, decided_at timestamptz, executed_at timestamptz, object text, lease_owner text,
      lease_until timestamptz, attempts int, due_at timestamptz)
 where a.id = next.id
