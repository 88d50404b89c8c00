-- Whose an entity is, and its status.
select account, status from entity where id = :id and kind = :kind
