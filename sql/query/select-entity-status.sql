-- The status of one entity.
select status from entity where id = :id and kind = :kind
