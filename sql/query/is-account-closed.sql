-- Whether the account is suspended or deleted; false of one that nobody has made here.
select exists (select from account where id = :id and status <> 'Active')
