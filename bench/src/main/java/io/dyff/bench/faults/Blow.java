package io.dyff.bench.faults;

import io.dyff.local.launch.Platform;

/** What hits the platform in a case. */
interface Blow {
    /** Before the evaluations of the case are created. */
    default void prepare(Scene scene) {}

    /** Whether the node is lost with all pods: a Job that has none any more makes another one. */
    default boolean losesNode() {
        return false;
    }

    /** How many dead letters are right. */
    default int deadLetters(Scene scene) {
        return 0;
    }

    /**
     * Strikes, and returns once what was hit begins to recover.
     *
     * @throws io.dyff.local.instance.LocalException when there is nothing to hit
     */
    void strike(Platform platform, Scene scene) throws InterruptedException;
}
