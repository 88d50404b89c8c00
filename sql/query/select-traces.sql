-- Where an entity's id stands: rows of its own, and rows of others that name it.
select 'entity' as place, count(*) filter (where id = :id) as own, count(*) filter (where id <> :id) as others
  from entity where id = :id or cast(body as text) like '%' || :id || '%'
union all
select 'admission', count(*) filter (where id = :id), count(*) filter (where id <> :id)
  from admission where id = :id or :id = any(awaits) or :id = any(serving) or cast(body as text) like '%' || :id || '%'
union all
select 'attestation', count(*) filter (where id = :id), count(*) filter (where id <> :id)
  from attestation where id = :id or position(convert_to(:id, 'UTF8') in payload) > 0
union all
select 'revision', count(*) filter (where id = :id), count(*) filter (where id <> :id)
  from revision where id = :id or cast(changes as text) like '%' || :id || '%'
union all
select 'session_token', count(*), 0 from session_token where session = :id
union all
select 'api_key', 0, count(*) from api_key where cast(grants as text) like '%' || :id || '%'
union all
select 'cycle_turn', count(*) filter (where team = :id), count(*) filter (where team <> :id)
  from cycle_turn where team = :id or cast(claims as text) like '%' || :id || '%'
