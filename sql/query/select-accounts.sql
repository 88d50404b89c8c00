-- The accounts of a JSON list of ids, or all: those whose name, or whose name elsewhere, holds a text, and that have a living
-- key, or none.
select id, name, status, created_at, keys
from account
cross join lateral (
    select count(*) as keys
    from api_key
    where api_key.account = account.id and revoked_at is null and expires_at > now()
) as living
where (cast(:ids as jsonb) is null or id in (select jsonb_array_elements_text(cast(:ids as jsonb))))
  and (cast(:text as text) is null
       or strpos(lower(name), lower(:text)) > 0
       or exists (select from jsonb_each_text(identity) as known where strpos(lower(known.value), lower(:text)) > 0))
  and (cast(:hasKey as boolean) is null or (keys > 0) = :hasKey)
order by id
limit :limit
