-- Who asked to submit to a task, in the current cycle of a team: of those who ask at once, each sees those before it.
create table cycle_turn (
    team        text        not null,
    task        text        not null,
    cycle_begin timestamptz not null,
    -- ids of submissions, and when each asked; those of the last minute, later the entity itself counts
    claims      jsonb       not null,
    primary key (team, task, cycle_begin)
);
