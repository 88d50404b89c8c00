-- The filters by which the rows can be found, and what tells them from others.
select kind, name, path, filters_version() as version from filter
