-- Ends what has been kept long enough, some at a time.
delete from revision
where (id, version) in (select id, version from revision where at < :before limit 10000)
