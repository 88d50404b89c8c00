-- The rows of kinds whose filters have changed.
update entity set facets = facets(kind, body) where kind = any(:kinds)
