-- Makes an account; nothing happens when there is one of that name.
insert into account (id, name) values (:id, :id)
on conflict do nothing
