-- Owner and status of one entity.
select account, status from entity where id = :id and kind = :kind
