-- How far an entity is on its way to be forgotten; what it has in the cluster goes first.
select (select status from entity where id = :id) as status,
       (select cast(at as text) from forgotten where id = :id) as forgotten_at,
       coalesce((select object = 'maybe' from admission where id = :id), false) as in_cluster
