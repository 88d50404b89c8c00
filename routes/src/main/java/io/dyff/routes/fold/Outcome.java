package io.dyff.routes.fold;

/** What an event did to its entity. */
public sealed interface Outcome {

    /**
     * The entity has a new state, or is forgotten.
     *
     * @param entity its bytes, made once
     */
    record Changed(EntityState state, byte[] entity) implements Outcome {
        static Changed to(EntityState state) {
            return new Changed(state, state.entityBytes());
        }
    }

    /** The entity already says what the event says. */
    record Unchanged() implements Outcome {}

    /**
     * The event came too late; normal after every replay.
     *
     * @param cause one of few phrases, counted
     */
    record Stale(String cause) implements Outcome {}

    /**
     * The event must not be: it goes to the dead letters.
     *
     * @param cause says what is wrong and where
     */
    record Illegal(String cause) implements Outcome {}
}
