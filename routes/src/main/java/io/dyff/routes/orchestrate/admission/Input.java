package io.dyff.routes.orchestrate.admission;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What can happen to a row. {@code now} is the database's clock. */
public sealed interface Input {

    /** The state topic has a state of the entity; an object that ended by itself is kept for a while. */
    record State(Entity entity, Duration keepFinished, Instant now) implements Input {}

    /**
     * Its dependencies were looked at; one that nobody knows is waited for this long. Where they are what the entity is made
     * of, their bad end is its own.
     */
    record Judged(Needs needs, boolean areParts, Duration timeout, Instant now) implements Input {}

    /** It is within the rates. */
    record Counted() implements Input {}

    /** It exceeds a rate; {@code failure} is its kind's word for a bad end. */
    record RateExceeded(String failure, String message, Instant now) implements Input {}

    /** It fits the quotas of use; {@code success} is its kind's word for a good end, if it can have one by itself. */
    record Fits(@Nullable String success, Instant now) implements Input {}

    /** It exceeds a quota of use. */
    record Held(String message, Instant now) implements Input {}

    /** An owner wants to act on the decision. */
    record Claimed(String owner, Duration lease, Instant now) implements Input {}

    /** The owner acted, and the event was acknowledged. */
    record Executed(Claim claim, Instant now) implements Input {}

    /** The owner could not act, or found nothing to do. */
    record Failed(Claim claim, Instant now) implements Input {}

    /** The owner can never act: the entity cannot be run. */
    record Refused(Claim claim, String failure, @Nullable String message, Instant now) implements Input {}

    /** Time has passed. */
    record Due(Needs needs, Instant now) implements Input {}

    /** The sweep has seen its custom resource. */
    record Found(Duration keepFinished, Instant now) implements Input {}
}
