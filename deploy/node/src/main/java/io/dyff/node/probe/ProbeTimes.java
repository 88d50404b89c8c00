package io.dyff.node.probe;

import io.fabric8.kubernetes.api.model.Probe;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The times and thresholds of a probe with the defaults of Kubernetes. */
record ProbeTimes(Duration initialDelay, Duration period, Duration timeout, int failures, int successes) {

    static ProbeTimes of(Probe probe) {
        return new ProbeTimes(
                Duration.ofSeconds(or(probe.getInitialDelaySeconds(), 0)),
                Duration.ofSeconds(Math.max(1, or(probe.getPeriodSeconds(), 10))),
                Duration.ofSeconds(Math.max(1, or(probe.getTimeoutSeconds(), 1))),
                Math.max(1, or(probe.getFailureThreshold(), 3)),
                Math.max(1, or(probe.getSuccessThreshold(), 1)));
    }

    /** Looks more often without giving up earlier: the number of failures grows as the period shrinks. */
    ProbeTimes hurried(Duration shortest) {
        if (shortest.compareTo(period) >= 0) {
            return this;
        }
        long scaled = (failures * period.toMillis() + shortest.toMillis() - 1) / shortest.toMillis();
        return new ProbeTimes(initialDelay, shortest, timeout, (int) Math.min(Integer.MAX_VALUE, scaled), successes);
    }

    private static int or(@Nullable Integer value, int otherwise) {
        return value == null ? otherwise : value;
    }
}
