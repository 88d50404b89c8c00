package io.dyff.routes.orchestrate.admission;

import io.dyff.routes.kind.Statuses;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the state topic says of an entity, as far as the rules need it; no decision changes it.
 *
 * @param id the entity
 * @param kind its kind
 * @param account its owner
 * @param status where it stands
 * @param rank of the status, 0 to 6; 0 also for Schedulable, when its files have come and its second turn begins; from 5 on
 *     it is terminal
 * @param reason with that status, if any
 * @param message with that status, if any
 * @param createdAt when it was created
 * @param version offset of the last event folded in
 * @param kubeUid of its custom resource, once it was admitted
 * @param way what it asks for when its turn comes
 * @param expiresAt when it ends by itself, if ever
 */
public record Entity(
        String id,
        String kind,
        String account,
        String status,
        int rank,
        @Nullable String reason,
        @Nullable String message,
        Instant createdAt,
        long version,
        @Nullable String kubeUid,
        Way way,
        @Nullable Instant expiresAt) {
    private static final int ADMITTED = 3;
    private static final int TERMINAL = 5;

    /** What an entity asks for when its turn comes: its user's files, to be called ready, to be run, or nothing. */
    public enum Way {
        UPLOAD,
        READY,
        RUN,
        NONE
    }

    boolean isNew() {
        return rank == 0;
    }

    /** True once it was admitted, and ever after. */
    boolean isAdmitted() {
        return rank >= ADMITTED;
    }

    boolean isTerminal() {
        return rank >= TERMINAL;
    }

    /** True when its object goes at once: somebody said so. Other ends keep it for a while. */
    boolean wasStopped() {
        return status.equals(Statuses.DELETED) || status.equals(Statuses.TERMINATED);
    }

    Entity withKubeUid(@Nullable String uid) {
        return new Entity(id, kind, account, status, rank, reason, message, createdAt, version, uid, way, expiresAt);
    }
}
