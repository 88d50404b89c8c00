-- Adds a key, which signs from now on.
insert into signing_key (kid) values (:kid)
