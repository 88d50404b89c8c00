-- Changes an account's status, unless it is that already; a deleted one stays deleted.
update account
set status = :status, reason = :reason, message = :message, transition_at = now()
where id = :id and status <> 'Deleted'
  and (status, reason, message) is distinct from (:status, cast(:reason as text), cast(:message as text))
