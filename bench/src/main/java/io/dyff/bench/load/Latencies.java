package io.dyff.bench.load;

/**
 * What a load saw.
 *
 * @param count answers with 2xx
 * @param refused other answers
 * @param seconds wall time
 * @param p50 median latency of the good answers, ms
 * @param p99 99th percentile, ms
 */
public record Latencies(int count, int refused, double seconds, double p50, double p99) {

    /** Good answers per second. */
    public double rate() {
        return count / seconds;
    }
}
