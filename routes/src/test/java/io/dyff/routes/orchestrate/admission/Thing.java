package io.dyff.routes.orchestrate.admission;

import io.dyff.routes.kind.Statuses;
import io.dyff.routes.orchestrate.admission.Entity.Way;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An entity of the model: its row, its states that the orchestrator has yet to hear, its object in the cluster.
 *
 * @param row in the table admission; absent until its first state was heard
 * @param current the entity as the fold has it
 * @param unheard its states on the topic, oldest first
 * @param object in the cluster
 * @param succeeded true once it has ended as a success, whatever came later
 */
record Thing(@Nullable Row row, Entity current, List<Entity> unheard, Object_ object, boolean succeeded) {

    /** The custom resource: absent, at work, or done. */
    enum Object_ {
        ABSENT,
        RUNNING,
        DONE
    }

    static Thing created(String id, Way way, Instant at) {
        Entity entity = new Entity(id, "Evaluation", "a", Statuses.CREATED, 0, null, null, at, 1, null, way, null);
        return new Thing(null, entity, List.of(entity), Object_.ABSENT, false);
    }

    Row heard() {
        return Objects.requireNonNull(row);
    }

    Thing with(Row next) {
        return new Thing(next, current, unheard, object, succeeded);
    }

    Thing with(Object_ next) {
        return new Thing(row, current, unheard, next, succeeded);
    }

    Thing hears(Row next, int states) {
        return new Thing(next, current, List.copyOf(unheard.subList(states, unheard.size())), object, succeeded);
    }

    /** The fold: nothing goes back, the first end wins, a deletion comes last. */
    Thing says(String status, @Nullable String reason, @Nullable String message) {
        int rank = Statuses.rank(status).orElseThrow();
        int now = Statuses.rank(current.status()).orElseThrow();
        boolean isNews =
                rank > now || (rank == now && !current.isTerminal() && !Objects.equals(reason, current.reason()));
        if (!isNews || (current.isTerminal() && rank < 6)) {
            return this;
        }
        boolean secondTurn = status.equals(Statuses.SCHEDULABLE);
        Entity next = new Entity(
                current.id(),
                current.kind(),
                current.account(),
                status,
                secondTurn ? 0 : rank,
                reason,
                message,
                current.createdAt(),
                current.version() + 1,
                current.kubeUid(),
                secondTurn ? Way.RUN : current.way(),
                null);
        return published(rank == 3 && current.kubeUid() == null ? next.withKubeUid("uid") : next);
    }

    boolean waitsForFiles() {
        return current.way() == Way.UPLOAD && Statuses.takesUploads(current.status());
    }

    Thing handsInFiles() {
        return says(Statuses.SCHEDULABLE, null, null);
    }

    /** A report from the cluster: refused before the entity was admitted. */
    Thing reports(String status) {
        return current.isAdmitted() && !current.isTerminal() ? says(status, null, null) : this;
    }

    private Thing published(Entity next) {
        List<Entity> states = new ArrayList<>(unheard);
        states.add(next);
        return new Thing(row, next, List.copyOf(states), object, succeeded || Statuses.isSuccess(next.status()));
    }

    /** Its versions counted from that of the row on: only their order matters. */
    Thing renumbered() {
        long shift = row == null
                ? 1 - unheard.getFirst().version()
                : 1 - row.entity().version();
        if (shift == 0) {
            return this;
        }
        List<Entity> states = new ArrayList<>();
        for (Entity state : unheard) {
            states.add(moved(state, shift));
        }
        return new Thing(
                row == null ? null : row.with(moved(row.entity(), shift)),
                moved(current, shift),
                List.copyOf(states),
                object,
                succeeded);
    }

    private static Entity moved(Entity entity, long shift) {
        return new Entity(
                entity.id(),
                entity.kind(),
                entity.account(),
                entity.status(),
                entity.rank(),
                entity.reason(),
                entity.message(),
                entity.createdAt(),
                entity.version() + shift,
                entity.kubeUid(),
                entity.way(),
                entity.expiresAt());
    }

    /** What was said of it first, said again: older than all that was heard since. */
    Entity stale() {
        return moved(created(current.id(), current.way(), current.createdAt()).current(), -1);
    }

    /** True when nothing will ever happen to it again. */
    boolean rests() {
        return unheard.isEmpty()
                && row != null
                && row.entity().isTerminal()
                && !row.decision().isOpen()
                && row.dueAt() == null
                && object == Object_.ABSENT;
    }
}
