-- The filters by which the rows can be found.
select kind, name, path from filter
