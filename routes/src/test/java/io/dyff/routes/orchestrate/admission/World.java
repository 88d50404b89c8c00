package io.dyff.routes.orchestrate.admission;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

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

        Act at(int index) {
            return new Act(index, claim, done, late);
        }

        Act with(Claim next) {
            return new Act(thing, next, done, late);
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
        /** Another for each budget. */
        int number() {
            return (((crashes * 10 + lapses) * 10 + deletions) * 10 + failures) * 10 + losses;
        }

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
}
