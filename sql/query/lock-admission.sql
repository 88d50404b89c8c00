-- One decides for all accounts, and nobody else for any.
select pg_advisory_xact_lock(hashtextextended('dyff.admission', 0))
