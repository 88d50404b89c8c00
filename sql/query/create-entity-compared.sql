-- What the state topic holds, beside the real table and in its columns, for as long as the transaction takes.
create temporary table entity_shadow on commit drop as
select id, kind, account, status, reason, created_at, version, partition, request_hash, kube_uid, body, name, facets
  from entity
  with no data;
alter table entity_shadow alter column body set storage external
