-- Rows of a kind whose object should be there.
select id, status, rank, reason, kube_uid from admission
where kind = :kind and rank in (3, 4) and kube_uid is not null
