-- Sets how an account shares; what is not said stays as it is, or has its default.
insert into account_share as known (account, weight, borrow, priority)
values (:account, coalesce(cast(:weight as int), 1), coalesce(cast(:borrow as int), 0),
        coalesce(cast(:priority as smallint), 0))
on conflict (account) do update
   set weight = coalesce(cast(:weight as int), known.weight), borrow = coalesce(cast(:borrow as int), known.borrow),
       priority = coalesce(cast(:priority as smallint), known.priority)
