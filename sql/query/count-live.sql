-- How many custom resources there may be.
select count(*) from admission where object = 'maybe' or (object = 'none' and kube_uid is not null)
