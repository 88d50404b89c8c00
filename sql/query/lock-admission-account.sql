-- One decides for an account at a time, in one order so that none wait in a circle; nobody while someone decides for all.
select pg_advisory_xact_lock_shared(hashtextextended('dyff.admission', 0)), count(locked.done)
from (select cast(pg_advisory_xact_lock(hashtextextended('dyff.admission/' || wanted.account, 0)) as text) as done
      from (select account from unnest(cast(:accounts as text[])) as each(account) order by account offset 0) as wanted
      offset 0) as locked
