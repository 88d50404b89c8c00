-- The rules are a function of the orchestrator now: the database loads rows for it and stores what comes out.
drop function admission_over;

-- A row as the rules see it: without the entity's body. A lease is free since the beginning of time.
create view admission_row as
select id, kind, account, status, rank, reason, message, created_at, version, kube_uid, way, expires_at,
       stage, counted, decision, decision_status, decision_reason, decision_message, decided_at, executed_at, object,
       lease_owner, greatest(lease_until, 'epoch') as lease_until, attempts, due_at
from admission;

-- Open decisions in the order in which they are taken up: those that ask for another place in the cluster, and all else.
create index admission_starting on admission (account, lease_until, decided_at, id)
    where decision = 'run' and object <> 'maybe';
create index admission_acting on admission (account, lease_until, decided_at, id)
    where decision <> 'none' and not (decision = 'run' and object <> 'maybe');
drop index admission_open;
drop index admission_lapsed;

-- Who should have an object: the sweep asks for one kind at a time.
create index admission_running on admission (kind) where rank in (3, 4) and kube_uid is not null;

-- What an account has created: a rate reads a window of it.
create index admission_counted on admission (account, created_at) where counted;
