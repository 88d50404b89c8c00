-- Where the rows differ from the newest states of the topic. Rows that are newer than what was read of the topic are none:
-- :ends has the last event offset that was read, by partition; a partition without any holds no rows.
with newest as (
    select distinct on (id) * from entity_shadow order by id, version desc
), compared as (
    select coalesce(topic.id, stored.id) as id,
           topic.version as topic_version,
           stored.version as row_version,
           case
               when topic.id is null then
                   case when stored.version > coalesce(cast(cast(:ends as jsonb) ->> cast(stored.partition as text) as bigint), 9223372036854775807)
                        then null else 'only in the table' end
               when stored.version > topic.version then null
               when topic.body is null then
                   case when stored.id is not null then 'erased, but in the table'
                        when not exists (select from forgotten where forgotten.id = topic.id) then 'erased, but not remembered'
                   end
               when stored.id is null then 'only in the topic'
               when stored.version < topic.version then 'older in the table'
               when (stored.kind, stored.account, stored.status, stored.reason, stored.created_at, stored.partition,
                     stored.request_hash, stored.kube_uid, stored.body)
                    is distinct from
                    (topic.kind, topic.account, topic.status, topic.reason, topic.created_at, topic.partition,
                     topic.request_hash, topic.kube_uid, topic.body) then 'another content'
           end as difference
      from newest as topic
      full join entity as stored on stored.id = topic.id
)
select id, topic_version, row_version, difference, count(*) over () as total
  from compared
 where difference is not null
 order by id
 limit 100
