package io.dyff.node;

import java.util.concurrent.atomic.LongAdder;

/** Counts what a node does. */
public final class NodeCounters {

    private final LongAdder podsBound = new LongAdder();
    private final LongAdder containersStarted = new LongAdder();
    private final LongAdder containersAdopted = new LongAdder();
    private final LongAdder containersFailed = new LongAdder();
    private final LongAdder statusWrites = new LongAdder();
    private final LongAdder statusRetries = new LongAdder();
    private final LongAdder proxied = new LongAdder();
    private final LongAdder proxyRefused = new LongAdder();

    /** All counters at one moment. */
    public record Counts(
            long podsBound,
            long containersStarted,
            long containersAdopted,
            long containersFailed,
            long statusWrites,
            long statusRetries,
            long proxied,
            long proxyRefused) {}

    public Counts counts() {
        return new Counts(
                podsBound.sum(),
                containersStarted.sum(),
                containersAdopted.sum(),
                containersFailed.sum(),
                statusWrites.sum(),
                statusRetries.sum(),
                proxied.sum(),
                proxyRefused.sum());
    }

    public void podBound() {
        podsBound.increment();
    }

    public void containerStarted() {
        containersStarted.increment();
    }

    public void containerAdopted() {
        containersAdopted.increment();
    }

    public void containerFailed() {
        containersFailed.increment();
    }

    public void statusWritten() {
        statusWrites.increment();
    }

    public void statusRetried() {
        statusRetries.increment();
    }

    public void requestProxied() {
        proxied.increment();
    }

    public void requestRefused() {
        proxyRefused.increment();
    }
}
