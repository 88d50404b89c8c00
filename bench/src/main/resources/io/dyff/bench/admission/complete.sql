-- So many of those that run have come to their end.
update admission set rank = 6, status = 'Complete', decision = 'none', stage = 'settled'
where id in (select id from admission where decision = 'run' order by decided_at, id limit :count)
