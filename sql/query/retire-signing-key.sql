-- Retires a key, added or configured; the first time counts.
insert into signing_key (kid, retired_at) values (:kid, now())
on conflict (kid) do update set retired_at = coalesce(signing_key.retired_at, excluded.retired_at)
