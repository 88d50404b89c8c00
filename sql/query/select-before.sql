-- The rows of some entities as they are before a batch is stored.
select id, version, cast(body as text) as body from entity where id = any(:ids)
