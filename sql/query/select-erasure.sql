-- How far an entity is on its way to be forgotten.
select (select status from entity where id = :id) as status,
       (select cast(at as text) from forgotten where id = :id) as forgotten_at
