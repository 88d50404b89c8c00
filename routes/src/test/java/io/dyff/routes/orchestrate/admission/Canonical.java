package io.dyff.routes.orchestrate.admission;

import io.dyff.routes.orchestrate.admission.World.Act;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Makes worlds equal that differ only in what nothing depends on: in numbers of which only the order counts, in how far off
 * a time is that comes whenever it likes, and in which of several like entities is which.
 */
final class Canonical {
    /** Entities from this index on are alike: they depend on the same, and nothing depends on them. */
    private final int alike;

    private final Map<Part, Numbered> known = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    Canonical(int alike) {
        this.alike = alike;
    }

    /** A world, and the numbers of its parts by which it is known: equal for equal worlds. */
    record Known(World world, List<Integer> key) {}

    private record Numbered(Part part, int number) {}

    Known of(World world) {
        List<Part> parts = new ArrayList<>();
        TreeSet<Instant> order = new TreeSet<>();
        for (int n = 0; n < world.things().size(); n++) {
            Thing thing = world.things().get(n);
            parts.add(new Part(thing, acts(world, n)));
            Instant decidedAt = decidedAt(thing);
            if (decidedAt != null) {
                order.add(decidedAt);
            }
        }
        List<Numbered> numbered = new ArrayList<>();
        for (Part part : parts) {
            numbered.add(known.computeIfAbsent(part.in(order), next -> new Numbered(next, count.incrementAndGet())));
        }
        if (alike < numbered.size()) {
            numbered.subList(alike, numbered.size()).sort(Comparator.comparingInt(Numbered::number));
        }
        return known(numbered, world.budget());
    }

    private static Known known(List<Numbered> numbered, World.Budget budget) {
        List<Thing> things = new ArrayList<>();
        List<Act> acts = new ArrayList<>();
        List<Integer> key = new ArrayList<>();
        for (int n = 0; n < numbered.size(); n++) {
            Numbered one = numbered.get(n);
            key.add(one.number());
            things.add(one.part().thing());
            for (Act act : one.part().acts()) {
                acts.add(act.at(n));
            }
        }
        key.add(budget.number());
        return new Known(new World(things, acts, budget), key);
    }

    /** The acts about an entity, without its index. */
    private static List<Act> acts(World world, int thing) {
        List<Act> mine = new ArrayList<>();
        for (Act act : world.acts()) {
            if (act.thing() == thing) {
                mine.add(act.at(0));
            }
        }
        return mine;
    }

    private static @Nullable Instant decidedAt(Thing thing) {
        return thing.row() == null ? null : thing.row().decision().decidedAt();
    }

    private static <T extends Comparable<T>> int place(Collection<T> sorted, T wanted) {
        int place = 0;
        for (T one : sorted) {
            if (one.compareTo(wanted) >= 0) {
                return place;
            }
            place++;
        }
        return place;
    }

    /** An entity, and what owners do about it. */
    private record Part(Thing thing, List<Act> acts) {

        Part in(TreeSet<Instant> order) {
            if (thing.row() == null) {
                return new Part(thing.renumbered(), acts);
            }
            if (acts.isEmpty() && isDone(thing.row(), order)) {
                return this;
            }
            TreeSet<Integer> attempts =
                    new TreeSet<>(List.of(0, thing.row().lease().attempts()));
            TreeSet<Instant> earlier = new TreeSet<>();
            for (Act act : acts) {
                attempts.add(act.claim().attempts());
                if (act.claim().decidedAt() != null) {
                    earlier.add(act.claim().decidedAt());
                }
            }
            List<Act> next = new ArrayList<>();
            for (Act act : acts) {
                next.add(act.with(claim(act.claim(), order, earlier, attempts)));
            }
            if (next.size() > 1) {
                next.sort(Comparator.comparing(Act::toString));
            }
            return new Part(thing.with(row(thing.row(), order, attempts)).renumbered(), next);
        }

        private Claim claim(Claim claim, TreeSet<Instant> order, TreeSet<Instant> earlier, TreeSet<Integer> attempts) {
            Instant decidedAt = claim.decidedAt();
            if (decidedAt != null) {
                // About the decision as it stands, or about an earlier one.
                decidedAt = decidedAt.equals(Canonical.decidedAt(thing))
                        ? time(place(order, decidedAt))
                        : time(place(earlier, decidedAt) - 50);
            }
            return new Claim(claim.what(), decidedAt, claim.owner(), place(attempts, claim.attempts()));
        }

        private static Row row(Row row, TreeSet<Instant> order, TreeSet<Integer> attempts) {
            Lease lease = row.lease();
            Decision decision = row.decision();
            Instant decidedAt = decision.decidedAt();
            return new Row(
                    row.entity(),
                    row.stage(),
                    row.counted(),
                    new Decision(
                            decision.what(),
                            decision.status(),
                            decision.reason(),
                            decision.message(),
                            decidedAt == null ? null : time(place(order, decidedAt)),
                            decision.executedAt() == null ? null : World.NOW),
                    new Lease(
                            lease.owner(),
                            lease.until().isAfter(World.NOW) ? World.LATER : Instant.EPOCH,
                            place(attempts, lease.attempts())),
                    row.object(),
                    row.dueAt() == null ? null : World.LATER);
        }

        /** True when nothing is left to change: most entities stay as they are in a step. */
        private static boolean isDone(Row row, TreeSet<Instant> order) {
            Decision decision = row.decision();
            Instant until = row.lease().until();
            return row.entity().version() == 1
                    && row.lease().attempts() == 0
                    && (until.equals(Instant.EPOCH) || until.equals(World.LATER))
                    && (row.dueAt() == null || row.dueAt().equals(World.LATER))
                    && (decision.executedAt() == null || decision.executedAt().equals(World.NOW))
                    && (decision.decidedAt() == null
                            || decision.decidedAt().equals(time(place(order, decision.decidedAt()))));
        }

        private static Instant time(int place) {
            return World.NOW.minusMillis(100L - place);
        }
    }
}
