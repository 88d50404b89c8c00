package io.dyff.bench.scenario;

import java.util.Arrays;

/** Durations, and their quantiles. */
public final class Samples {
    private double[] millis = new double[256];
    private int count;

    /** Adds one. */
    public void add(long nanos) {
        if (count == millis.length) {
            millis = Arrays.copyOf(millis, count * 2);
        }
        millis[count++] = nanos / 1e6;
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    /**
     * The duration that so many are not longer than; there must be one.
     *
     * @param quantile between 0 and 1
     * @return ms
     */
    public double at(double quantile) {
        double[] sorted = Arrays.copyOf(millis, count);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(count - 1, count * quantile)];
    }
}
