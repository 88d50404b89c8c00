-- Fills the shadow table from the state topic; the rows follow as text.
copy entity_shadow (id, kind, account, status, reason, created_at, version, partition, request_hash, kube_uid, body, name, facets) from stdin
