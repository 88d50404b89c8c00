package io.dyff.routes.orchestrate.admission;

import io.dyff.routes.kind.Statuses;
import io.dyff.routes.orchestrate.admission.Canonical.Known;
import io.dyff.routes.orchestrate.admission.Input.Claimed;
import io.dyff.routes.orchestrate.admission.Input.Counted;
import io.dyff.routes.orchestrate.admission.Input.Due;
import io.dyff.routes.orchestrate.admission.Input.Executed;
import io.dyff.routes.orchestrate.admission.Input.Failed;
import io.dyff.routes.orchestrate.admission.Input.Fits;
import io.dyff.routes.orchestrate.admission.Input.Found;
import io.dyff.routes.orchestrate.admission.Input.Held;
import io.dyff.routes.orchestrate.admission.Input.Judged;
import io.dyff.routes.orchestrate.admission.Input.State;
import io.dyff.routes.orchestrate.admission.Thing.Object_;
import io.dyff.routes.orchestrate.admission.World.Act;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can happen next in a world of a few entities, one account whose quota is one at a time, and a cluster with
 * a few places. The rules are the real ones, or a mutation of them; the rest is what the routes, the fold, the cluster and
 * the user do.
 */
final class AdmissionModel {
    private static final Duration KEEP = Duration.ofMinutes(10);
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final AdmissionRules rules;
    private final Choice choice;
    private final Map<Integer, Integer> dependencies;
    private final int places;
    private final Canonical canonical;
    private final Properties properties;

    /** Which open decisions are acted on next: {@link io.dyff.routes.orchestrate.execute.Turn#of}. */
    interface Choice {
        List<Row> of(List<Row> open, long room, int most);
    }

    /**
     * @param dependencies index of an entity → index of the one it depends on
     * @param places how many objects the cluster takes
     * @param alike entities from this index on are alike: they depend on the same, and nothing depends on them
     */
    AdmissionModel(AdmissionRules rules, Choice choice, Map<Integer, Integer> dependencies, int places, int alike) {
        this.rules = rules;
        this.choice = choice;
        this.dependencies = dependencies;
        this.places = places;
        this.canonical = new Canonical(alike);
        this.properties = new Properties(dependencies, places);
    }

    /** The world with its numbers. */
    Known known(World world) {
        return canonical.of(world);
    }

    /** A step, and the property that it breaks. */
    record Step(String what, Known next, @Nullable String breaks) {}

    List<Step> next(Known known) {
        World world = known.world();
        Collector steps = new Collector(known);
        for (int n = 0; n < world.things().size(); n++) {
            Thing thing = world.things().get(n);
            states(steps, n, thing);
            cluster(steps, n, thing);
            if (thing.row() != null) {
                judge(steps, n, thing);
                time(steps, n, thing);
            }
        }
        decide(steps);
        claim(steps);
        world.acts().forEach(act -> act(steps, act));
        if (world.budget().crashes() > 0) {
            steps.add("crash", world.with(List.<Act>of()).with(world.budget().crash()));
        }
        return steps.all;
    }

    /** Takes what changes, and looks for what no step may do. */
    private final class Collector {
        private final World before;
        private final List<Integer> key;
        private final List<Step> all = new ArrayList<>();

        Collector(Known known) {
            this.before = known.world();
            this.key = known.key();
        }

        void add(String what, World after) {
            add(what, after, null);
        }

        void add(String what, World after, @Nullable String breaks) {
            Known next = canonical.of(after);
            if (breaks != null || !next.key().equals(key)) {
                all.add(new Step(what, next, breaks == null ? properties.ofStep(before, after) : breaks));
            }
        }

        void input(int n, Input input) {
            Thing thing = before.things().get(n);
            Row next = rules.apply(thing.heard(), input);
            if (!next.equals(thing.row())) {
                add(input.getClass().getSimpleName() + " " + n, before.with(n, thing.with(next)));
            }
        }
    }

    private void states(Collector steps, int n, Thing thing) {
        for (int heard = 1; heard <= thing.unheard().size(); heard++) {
            State state = state(thing.unheard().get(heard - 1));
            Row row = thing.row() == null ? rules.first(state) : rules.apply(thing.row(), state);
            steps.add("State " + n, steps.before.with(n, thing.hears(row, heard)));
        }
        if (thing.row() != null) {
            steps.input(n, state(thing.stale()));
        }
    }

    private static State state(Entity entity) {
        return new State(entity, KEEP, World.NOW);
    }

    private void judge(Collector steps, int n, Thing thing) {
        if (thing.heard().isUnjudged()) {
            steps.input(n, new Judged(needs(steps.before, n), false, Duration.ofHours(24), World.NOW));
        }
        if (thing.heard().isUncounted()) {
            steps.input(n, new Counted());
        }
    }

    private Needs needs(World world, int n) {
        Integer needed = dependencies.get(n);
        if (needed == null) {
            return Needs.NONE;
        }
        Thing thing = world.things().get(needed);
        Entity entity = thing.row() == null ? null : thing.row().entity();
        return new Needs(List.of(new Needs.Need(
                thing.current().id(),
                entity == null ? null : entity.kind(),
                entity == null ? null : entity.status(),
                entity == null ? null : entity.reason(),
                entity == null ? 0 : entity.rank(),
                false)));
    }

    /** Those that wait for the quota have their turn in the order of their creation, which here may be any. */
    private void decide(Collector steps) {
        for (List<Integer> order : orders(steps.before, Row::isQueued)) {
            World next = steps.before;
            for (int n : order) {
                Thing thing = next.things().get(n);
                Input verdict = Properties.used(next) < Properties.QUOTA
                        ? new Fits(null, World.NOW)
                        : new Held("full", World.NOW);
                next = next.with(n, thing.with(rules.apply(thing.heard(), verdict)));
            }
            steps.add("decide", next);
        }
    }

    /** Every order of the entities whose row is such. */
    private static List<List<Integer>> orders(World world, Predicate<Row> such) {
        List<List<Integer>> orders = List.of(List.of());
        for (int n = 0; n < world.things().size(); n++) {
            Row row = world.things().get(n).row();
            if (row != null && such.test(row)) {
                List<List<Integer>> more = new ArrayList<>();
                for (List<Integer> order : orders) {
                    for (int place = 0; place <= order.size(); place++) {
                        List<Integer> longer = new ArrayList<>(order);
                        longer.add(place, n);
                        more.add(longer);
                    }
                }
                orders = more;
            }
        }
        return orders;
    }

    /** The oldest decisions first; of those that are equally old, any. */
    private void claim(Collector steps) {
        World world = steps.before;
        Set<List<Integer>> seen = new HashSet<>();
        for (List<Integer> order : orders(world, AdmissionModel::isClaimable)) {
            List<Integer> open = new ArrayList<>(order);
            open.sort(Comparator.comparing((Integer n) -> Objects.requireNonNull(
                    world.things().get(n).heard().decision().decidedAt())));
            if (seen.add(open)) {
                claim(steps, open);
            }
        }
    }

    private static boolean isClaimable(Row row) {
        return row.decision().isOpen() && !row.lease().isHeld(World.NOW);
    }

    private void claim(Collector steps, List<Integer> open) {
        World world = steps.before;
        long room = places;
        for (Thing thing : world.things()) {
            room -= thing.row() != null && thing.row().mayHaveObject() ? 1 : 0;
        }
        List<Row> rows = open.stream().map(n -> world.things().get(n).heard()).toList();
        List<Row> chosen = choice.of(rows, room, 1);
        String breaks = Properties.ofChoice(rows, chosen);
        World next = world;
        for (Row row : chosen) {
            int n = index(world, row);
            Row claimed = rules.apply(row, new Claimed(world.budget().owner(), LEASE, World.NOW));
            next = next.with(n, next.things().get(n).with(claimed));
            // One that was found to be shown already is closed instead, and nobody's.
            if (claimed.decision().what() == row.decision().what()) {
                Act act = new Act(n, claim(claimed, world.budget().owner()), false, false);
                breaks = breaks == null ? Properties.ofClaim(world, act) : breaks;
                List<Act> acts = new ArrayList<>(next.acts());
                acts.add(act);
                next = next.with(acts);
            }
        }
        steps.add("claim", next, breaks);
    }

    private static Claim claim(Row row, String owner) {
        return new Claim(
                row.decision().what(),
                row.decision().decidedAt(),
                owner,
                row.lease().attempts());
    }

    private static int index(World world, Row row) {
        for (int n = 0; n < world.things().size(); n++) {
            // The very row: others may be equal.
            if (row == world.things().get(n).row()) {
                return n;
            }
        }
        throw new IllegalArgumentException(row.entity().id());
    }

    private void act(Collector steps, Act act) {
        World world = steps.before;
        Thing thing = world.things().get(act.thing());
        Row row = thing.heard();
        String name = act.claim().what() + " " + act.thing();
        if (act.done()) {
            Row marked = rules.apply(row, new Executed(act.claim(), World.NOW));
            steps.add("mark " + name, world.without(act).with(act.thing(), thing.with(marked)));
            return;
        }
        if (!row.isClaimedBy(act.claim()) || !row.lease().isHeld(World.NOW) || row.isOvertaken()) {
            Row failed = rules.apply(row, new Failed(act.claim(), World.NOW));
            steps.add("drop " + name, world.without(act).with(act.thing(), thing.with(failed)));
            return;
        }
        if (world.budget().failures() > 0) {
            Row failed = rules.apply(row, new Failed(act.claim(), World.NOW));
            steps.add(
                    "fail " + name,
                    world.without(act)
                            .with(act.thing(), thing.with(failed))
                            .with(world.budget().fail()));
        }
        steps.add(
                name,
                world.replace(act, act.isDone()).with(act.thing(), perform(thing, act)),
                properties.ofAct(world, act));
    }

    private static Thing perform(Thing thing, Act act) {
        Decision decision = thing.heard().decision();
        return switch (act.claim().what()) {
            case RUN ->
                thing.with(thing.object() == Object_.ABSENT ? Object_.RUNNING : thing.object())
                        .says(Statuses.ADMITTED, null, null);
            case REMOVE -> thing.with(Object_.ABSENT);
            case CHECK -> thing.object() == Object_.DONE ? thing.reports("Complete") : thing;
            default -> thing.says(Objects.requireNonNull(decision.status()), decision.reason(), decision.message());
        };
    }

    private void time(Collector steps, int n, Thing thing) {
        World world = steps.before;
        Row row = thing.heard();
        if (row.dueAt() != null) {
            Due due = new Due(needs(world, n), World.NOW);
            steps.add("Due " + n, world.with(n, thing.with(rules.apply(row.dueAt(World.NOW), due))));
        }
        if (row.lease().isHeld(World.NOW)) {
            List<Act> acting = world.acts().stream()
                    .filter(a -> a.thing() == n && !a.late())
                    .toList();
            World free = world.with(n, thing.with(row.with(row.lease().until(Instant.EPOCH))));
            if (acting.isEmpty()) {
                steps.add("lapse " + n, free);
            } else if (world.budget().lapses() > 0) {
                World late = free.with(world.budget().lapse());
                for (Act act : acting) {
                    late = late.replace(act, act.isLate());
                }
                steps.add("lapse while acting " + n, late);
            }
        }
    }

    private void cluster(Collector steps, int n, Thing thing) {
        World world = steps.before;
        Consumer<Thing> user = next -> steps.add(
                "user deletes " + n, world.with(n, next).with(world.budget().delete()));
        if (world.budget().deletions() > 0 && thing.current().rank() < 6) {
            user.accept(thing.says(Statuses.DELETED, "DeleteCommand", null));
        }
        if (thing.waitsForFiles()) {
            steps.add("user hands in files " + n, world.with(n, thing.handsInFiles()));
        }
        if (thing.object() == Object_.RUNNING) {
            Thing done = thing.with(Object_.DONE);
            steps.add("completes " + n, world.with(n, done.reports("Complete")));
            if (world.budget().losses() > 0) {
                steps.add(
                        "completes unheard " + n,
                        world.with(n, done).with(world.budget().lose()));
            }
        }
        if (thing.object() != Object_.ABSENT && thing.row() != null) {
            steps.input(n, new Found(KEEP, World.NOW));
            if (thing.object() == Object_.DONE && thing.row().entity().isAdmitted()) {
                steps.add("sweep reports " + n, world.with(n, thing.reports("Complete")));
            }
        }
    }
}
