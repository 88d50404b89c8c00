package io.dyff.node;

import java.util.concurrent.atomic.AtomicLongArray;

/** Counts what a node does. */
public final class NodeCounters {

    /** What is counted. */
    public enum Deed {
        CONTAINER_STARTED,
        CONTAINER_ADOPTED,
        STATUS_WRITTEN
    }

    private final AtomicLongArray counts = new AtomicLongArray(Deed.values().length);

    public void add(Deed deed) {
        counts.incrementAndGet(deed.ordinal());
    }

    public long count(Deed deed) {
        return counts.get(deed.ordinal());
    }
}
