package io.dyff.routes.orchestrate.admission;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A state of the model.
 *
 * @param things the entities
 * @param acts what owners do just now
 * @param budget what may still go wrong
 */
record World(List<Thing> things, List<Act> acts, Budget budget) {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    static final Instant LATER = NOW.plusSeconds(30);

    /**
     * An owner at work on a claim.
     *
     * @param thing index of the entity
     * @param done true between the act and its mark
     * @param late true when the lease lapsed meanwhile
     */
    record Act(int thing, Claim claim, boolean done, boolean late) {
        Act isDone() {
            return new Act(thing, claim, true, late);
        }

        Act isLate() {
            return new Act(thing, claim, done, true);
        }
    }

    /**
     * What may still go wrong, each so many times.
     *
     * @param crashes all acts are forgotten; the owner comes back under another name
     * @param lapses an owner takes longer than its lease
     * @param deletions a user deletes an entity
     * @param failures an act does not succeed
     * @param losses a report of the cluster is lost
     */
    record Budget(int crashes, int lapses, int deletions, int failures, int losses) {
        String owner() {
            return "owner-" + crashes;
        }

        Budget crash() {
            return new Budget(crashes - 1, lapses, deletions, failures, losses);
        }

        Budget lapse() {
            return new Budget(crashes, lapses - 1, deletions, failures, losses);
        }

        Budget delete() {
            return new Budget(crashes, lapses, deletions - 1, failures, losses);
        }

        Budget fail() {
            return new Budget(crashes, lapses, deletions, failures - 1, losses);
        }

        Budget lose() {
            return new Budget(crashes, lapses, deletions, failures, losses - 1);
        }
    }

    World with(int index, Thing thing) {
        List<Thing> next = new ArrayList<>(things);
        next.set(index, thing);
        return new World(next, acts, budget);
    }

    World with(List<Act> next) {
        return new World(things, next, budget);
    }

    World with(Budget next) {
        return new World(things, acts, next);
    }

    World without(Act act) {
        List<Act> next = new ArrayList<>(acts);
        next.remove(act);
        return with(next);
    }

    World replace(Act old, Act act) {
        List<Act> next = new ArrayList<>(acts);
        next.set(next.indexOf(old), act);
        return with(next);
    }

    boolean rests() {
        return acts.isEmpty() && things.stream().allMatch(Thing::rests);
    }

    /** Equal for worlds that differ only in numbers on which nothing depends. */
    World canonical() {
        List<@Nullable Instant> order = order();
        List<Thing> next = new ArrayList<>();
        List<Act> nextActs = new ArrayList<>();
        for (int n = 0; n < things.size(); n++) {
            int index = n;
            List<Act> mine = acts.stream().filter(a -> a.thing() == index).toList();
            Thing thing = things.get(n);
            List<Integer> attempts = attempts(thing, mine);
            mine.forEach(a -> nextActs.add(new Act(index, canonical(a.claim(), order, attempts), a.done(), a.late())));
            next.add(thing.row() == null ? thing : thing.with(canonical(thing.row(), order, attempts)));
        }
        nextActs.sort(Comparator.comparing(Act::toString));
        return new World(List.copyOf(next), List.copyOf(nextActs), budget);
    }

    /** Attempts are compared with each other only: their places in order are all that counts. */
    private static List<Integer> attempts(Thing thing, List<Act> acts) {
        return Stream.concat(
                        Stream.of(
                                0, thing.row() == null ? 0 : thing.row().lease().attempts()),
                        acts.stream().map(a -> a.claim().attempts()))
                .distinct()
                .sorted()
                .toList();
    }

    private List<@Nullable Instant> order() {
        return Stream.concat(
                        things.stream()
                                .filter(t -> t.row() != null)
                                .map(t -> t.heard().decision().decidedAt()),
                        acts.stream().map(a -> a.claim().decidedAt()))
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
    }

    private static @Nullable Instant place(List<@Nullable Instant> order, @Nullable Instant decidedAt) {
        return decidedAt == null ? null : NOW.plusMillis(order.indexOf(decidedAt) - 100L);
    }

    private static Claim canonical(Claim claim, List<@Nullable Instant> order, List<Integer> attempts) {
        return new Claim(
                claim.what(), place(order, claim.decidedAt()), claim.owner(), attempts.indexOf(claim.attempts()));
    }

    private static Row canonical(Row row, List<@Nullable Instant> order, List<Integer> attempts) {
        Lease lease = new Lease(
                row.lease().owner(),
                row.lease().until().isAfter(NOW) ? LATER : Instant.EPOCH,
                attempts.indexOf(row.lease().attempts()));
        Decision d = row.decision();
        Instant decidedAt = place(order, d.decidedAt());
        Instant due = row.dueAt() == null ? null : row.dueAt().isAfter(NOW) ? LATER : NOW;
        return row.with(lease)
                .with(new Decision(
                        d.what(), d.status(), d.reason(), d.message(), decidedAt, d.executedAt() == null ? null : NOW))
                .dueAt(due);
    }
}
