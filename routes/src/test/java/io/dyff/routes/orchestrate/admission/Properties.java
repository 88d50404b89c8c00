package io.dyff.routes.orchestrate.admission;

import io.dyff.routes.orchestrate.admission.Decision.What;
import io.dyff.routes.orchestrate.admission.Thing.Object_;
import io.dyff.routes.orchestrate.admission.World.Act;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What holds of every step of the model; each method names the property that a step breaks, or nothing. */
final class Properties {
    /** How many entities may be charged at a time. */
    static final int QUOTA = 1;

    private final Map<Integer, Integer> dependencies;
    private final int places;

    Properties(Map<Integer, Integer> dependencies, int places) {
        this.dependencies = dependencies;
        this.places = places;
    }

    /** Of any step, seen from its ends. */
    @Nullable
    String ofStep(World before, World after) {
        if (used(after) > QUOTA) {
            return "no quota is exceeded";
        }
        if (after.things().stream().filter(t -> t.object() != Object_.ABSENT).count() > places) {
            return "the cluster takes no more than it may";
        }
        for (int n = 0; n < after.things().size(); n++) {
            Thing was = before.things().get(n);
            if (was.row() != null && isLost(was.row(), after.things().get(n))) {
                return "no decision is lost";
            }
        }
        return null;
    }

    /** A decision ends when the entity shows it, or for one that ends the entity; a removal when the object is gone. */
    private static boolean isLost(Row was, Thing now) {
        Decision old = was.decision();
        Decision next = now.heard().decision();
        if (old.isWeak() || next.what() == old.what()) {
            return false;
        }
        return switch (old.what()) {
            case REMOVE -> now.object() != Object_.ABSENT;
            case CHECK -> false;
            default -> !old.isShownBy(now.heard().entity()) && (next.isWeak() || next.what() == What.CHECK);
        };
    }

    /** Of an act: nothing runs that depends on what has not succeeded. */
    @Nullable
    String ofAct(World world, Act act) {
        Integer needed = dependencies.get(act.thing());
        boolean early = needed != null && !world.things().get(needed).succeeded();
        return act.claim().what() == What.RUN && early ? "nothing runs before its dependency" : null;
    }

    /** Of a choice: no removal is left over while nothing but runs was taken. */
    static @Nullable String ofChoice(List<Row> open, List<Row> chosen) {
        boolean removal = open.stream().anyMatch(row -> row.decision().what() == What.REMOVE);
        return removal && chosen.stream().allMatch(Row::needsPlace) ? "no removal waits behind a run" : null;
    }

    /** Of a claim: no owner has the same decision twice, in time. */
    static @Nullable String ofClaim(World world, Act act) {
        boolean twice = world.acts().stream()
                .anyMatch(a -> a.thing() == act.thing()
                        && !a.late()
                        && a.claim().what() == act.claim().what()
                        && Objects.equals(a.claim().decidedAt(), act.claim().decidedAt())
                        && a.claim().owner().equals(act.claim().owner()));
        return twice ? "none is acted on twice by one owner" : null;
    }

    static long used(World world) {
        long used = 0;
        for (Thing thing : world.things()) {
            used += thing.row() != null && isCharged(thing.row()) ? 1 : 0;
        }
        return used;
    }

    private static boolean isCharged(Row row) {
        return (row.entity().isAdmitted() && !row.entity().isTerminal())
                || row.decision().what() == What.RUN
                || row.decision().what() == What.READY;
    }
}
