package io.dyff.operator.controller;

import io.dyff.operator.controller.evaluation.StepSettings;
import java.time.Duration;

/**
 * How one operator runs.
 *
 * @param namespace the only namespace that it looks at
 * @param steps images and storage of the step programs
 * @param resync longest time between two passes over the same resource
 * @param threads passes that may run at the same time
 */
public record OperatorSettings(String namespace, StepSettings steps, Duration resync, int threads) {

    /** Settings with the usual pace. */
    public static OperatorSettings of(String namespace, StepSettings steps) {
        return new OperatorSettings(namespace, steps, Duration.ofMinutes(5), 16);
    }
}
