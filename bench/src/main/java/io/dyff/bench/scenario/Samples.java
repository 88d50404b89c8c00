package io.dyff.bench.scenario;

import java.util.Arrays;

/** Durations, and their quantiles. */
final class Samples {
    private double[] millis = new double[256];
    private int count;

    void add(long nanos) {
        if (count == millis.length) {
            millis = Arrays.copyOf(millis, count * 2);
        }
        millis[count++] = nanos / 1e6;
    }

    int count() {
        return count;
    }

    /**
     * @param quantile between 0 and 1
     * @return ms
     */
    double at(double quantile) {
        double[] sorted = Arrays.copyOf(millis, count);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(count - 1, count * quantile)];
    }
}
