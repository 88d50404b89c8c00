-- What the rows of these ids say.
select id, status, rank, reason, kube_uid from admission where id = any(:ids)
