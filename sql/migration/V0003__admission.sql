-- What the orchestrator works on: one row per entity, as the state topic has it, beside what was decided about it.
create table admission (
    id           text primary key,
    -- From the state topic; never written by a decision.
    kind         text        not null,
    account      text        not null,
    status       text        not null,
    rank         smallint    not null, -- of the status, 0 to 6; from 5 on it is terminal
    reason       text,
    message      text,
    created_at   timestamptz not null,
    version      bigint      not null, -- offset of the last event folded in; guards every write
    partition    int         not null,
    kube_uid     text,
    way          text        not null, -- what it asks for when its turn comes: upload, ready, run, or none
    awaits       text[]      not null, -- ids that must be there first: these serving, the others as a success
    serving      text[]      not null,
    allocation   jsonb,                -- what it is charged, resource → whole number; null costs nothing
    ignores      jsonb,                -- quotas that do not hold for it
    shape        text        not null, -- equal for entities that the quotas treat alike
    expires_at   timestamptz,
    body         jsonb,                -- the whole entity where it is needed: to run it, and of quotas
    -- Our own; the state topic never writes them.
    stage        text        not null default 'new', -- new, blocked (by dependencies), queued (for quotas), settled
    counted      boolean     not null default false, -- against the quotas of a rate
    decision     text        not null default 'none', -- wait, run, check, ready, upload, fail, expire, remove
    decision_status  text,
    decision_reason  text,
    decision_message text,
    decided_at   timestamptz,
    executed_at  timestamptz,          -- acknowledged; the decision stays open until its echo
    object       text        not null default 'none', -- in the cluster: none, maybe, gone
    lease_owner  text,
    lease_until  timestamptz not null default '-infinity',
    attempts     int         not null default 0,
    due_at       timestamptz           -- when time alone changes something
);

-- Work, in the order in which it is taken up.
create index admission_new on admission (id) where rank = 0 and stage = 'new';
create index admission_uncounted on admission (account, created_at, id)
    where rank = 0 and not counted and decision in ('none', 'wait') and stage in ('blocked', 'queued');
create index admission_queued on admission (account, shape, created_at, id)
    where rank = 0 and stage = 'queued' and counted and decision in ('none', 'wait');
-- Waits for a quota and has not been told so.
create index admission_untold on admission (account, shape)
    where rank = 0 and stage = 'queued' and counted and reason is distinct from 'QuotaLimit'
      and (decision = 'none' or (decision = 'wait' and decision_reason <> 'QuotaLimit'));
create index admission_open on admission (account, lease_until, decided_at, id) where decision <> 'none';
create index admission_lapsed on admission (lease_until) where decision <> 'none';
create index admission_due on admission (due_at) where due_at is not null;
-- Who waits for an entity.
create index admission_awaits on admission using gin (awaits) where rank = 0 and stage in ('new', 'blocked');
-- What is charged now, what was created within a window, what may have an object.
create index admission_charged on admission (account)
    where allocation is not null and (rank in (3, 4) or decision in ('run', 'ready'));
-- No order is wanted of it, only a range: a block index is small, and tempts no other query.
create index admission_created on admission using brin (created_at);
create index admission_live on admission (id)
    where object = 'maybe' or (object = 'none' and kube_uid is not null);
create index admission_quota on admission (id) where kind = 'Quota' and rank < 6;

-- True when the state shows what was decided, or something later: nothing is left to do.
create function admission_over(decision text, decision_reason text, decision_message text,
                               rank smallint, reason text, message text)
    returns boolean language sql immutable parallel safe
    return case decision
        when 'wait' then rank > 0
            or (reason is not distinct from decision_reason and message is not distinct from decision_message)
        when 'upload' then rank >= 1
        when 'run' then rank >= 3
        when 'remove' then false
        else rank >= 5
    end;
