-- How accounts share what a quota of all of them limits: set by administrators, never on a topic. Without a row: the defaults.
create table account_share (
    account  text     primary key,
    -- its part, in proportion to those of the others that wait
    weight   int      not null default 1 check (weight between 1 and 1000),
    -- by how many percent it may exceed its own quotas of use while nobody else wants the room
    borrow   int      not null default 0 check (borrow between 0 and 10000),
    -- the most that a priority of one of its entities counts between accounts
    priority smallint not null default 0 check (priority between 0 and 4)
);

alter table admission
    -- from the state topic: what the entity's label dyff.io/priority asks for, 0 to 4
    add column priority    smallint not null default 0,
    -- our own: when a place was first given to it; the pace of a queue is counted from it
    add column admitted_at timestamptz;
update admission
set priority = cast(body #>> '{labels,dyff.io/priority}' as smallint)
where body #>> '{labels,dyff.io/priority}' ~ '^[0-4]$';

drop index admission_queued;
create index admission_queued on admission (account, shape, priority desc, created_at, id)
    where rank = 0 and stage = 'queued' and counted and decision in ('none', 'wait');
-- What quotas do not hold for: few, and looked up while there is no room for others.
create index admission_exempt on admission (account)
    where rank = 0 and stage = 'queued' and counted and decision in ('none', 'wait') and ignores is not null;
create index admission_admitted on admission (account, admitted_at) where admitted_at is not null;
