-- Since when an entity is forgotten.
select cast(at as text) as at from forgotten where id = :#id
