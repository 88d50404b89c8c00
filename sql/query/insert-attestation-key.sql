-- Adds a key, which signs from now on; two who add the same one add it once.
insert into attestation_key (kid, name, x) values (:kid, :name, :x) on conflict do nothing
