package io.dyff.routes.event;

import java.time.Duration;

/**
 * What an entity must keep to be folded. The edge refuses what the fold would refuse, and leaves each entity room for its
 * life: it may grow by edits after its birth, and what is said of its state always fits.
 *
 * @param bornBytes of the whole entity at its creation, as JSON in UTF-8
 */
public record EntityLimits(int bornBytes) {
    /** Where the limit is set. */
    public static final String SETTING = "${dyff.aggregate.max-entity-bytes:4MB}";

    /** How far the clock of who creates may be from the broker's. */
    public static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    public static EntityLimits of(long bornBytes) {
        return new EntityLimits(Math.toIntExact(bornBytes));
    }

    /** Bytes that an edit may bring the entity to. */
    public int editedBytes() {
        return bornBytes + bornBytes / 8;
    }

    /** Bytes that the fold takes at most: edits that were judged beside each other may come to more than either. */
    public int foldedBytes() {
        return bornBytes + bornBytes / 4;
    }
}
