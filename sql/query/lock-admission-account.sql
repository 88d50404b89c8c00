-- One decides for an account at a time; nobody while someone decides for all.
select pg_advisory_xact_lock_shared(hashtextextended('dyff.admission', 0)),
       pg_advisory_xact_lock(hashtextextended('dyff.admission/' || :account, 0))
