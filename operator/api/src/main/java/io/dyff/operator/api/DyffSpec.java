package io.dyff.operator.api;

import org.jspecify.annotations.Nullable;

/** What the specs of all kinds have in common. */
public interface DyffSpec {

    /** Id of the entity, {@link DyffGroup#NULL_ID} for a resource that belongs to another one. */
    String id();

    /** Account that the resource is charged to. */
    String account();

    /** How far the code of the workflow is trusted. */
    @Nullable
    SecurityContext securityContext();

    /** Whether the workflow is paused. */
    boolean suspended();

    /** The controller that acts instead of this operator, if any. */
    @Nullable
    String managedBy();

    /** Seconds after which a finished resource is deleted; absent for those that are not. */
    default @Nullable Integer ttlSecondsAfterFinished() {
        return null;
    }

    /** Whether the pods run code that is not trusted; without a word about it, code is trusted. */
    default boolean untrusted() {
        SecurityContext context = securityContext();
        return context != null && Boolean.FALSE.equals(context.trusted());
    }
}
