-- A condition on an entity, beside others: whether a reader may see it by the rules of the entity that it is part of.
-- Of its own rule and the one for all the more open counts; who holds data on its party sees it in any case.
exists (
    select from (
        select case when coalesce(rules ->> entity.id, rules ->> '*') is null then array[cast(:unmentioned as text)]
                    else array[rules ->> entity.id, rules ->> '*'] end as viewers
        from (select (select whole.body #> cast(:rules as text[]) from entity as whole
                       where whole.id = entity.body #>> cast(:of as text[])) as rules) as held
    ) as ruled
    where 'public' = any(viewers)
       or ('submitter' = any(viewers)
           and entity.body #>> cast(:of as text[]) in (
               select party.body #>> cast(:of as text[]) from entity as party
                where party.kind = :party and (party.account = any(:partyAccounts) or party.id = any(:partyEntities))
                  and party.status not in ('Deleted', 'EntryDenied')))
       or exists (
           select from entity as party
            where party.id = entity.body #>> cast(:at as text[])
              and (party.account = any(:partyAccounts) or party.id = any(:partyEntities))))
