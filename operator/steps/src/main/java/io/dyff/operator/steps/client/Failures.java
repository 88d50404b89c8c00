package io.dyff.operator.steps.client;

import io.dyff.operator.steps.StepFailure;

/** Makes the reason of an evaluation's end of what a thread of it did not expect. */
final class Failures {

    /** Made before there is no memory to make it. */
    private static final StepFailure OUT_OF_MEMORY = new StepFailure(
            ClientExit.OUT_OF_MEMORY,
            "Out of memory: the client has " + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MiB; give it more, or fewer workers (spec.workersPerReplica).");

    static StepFailure unexpected(Throwable cause) {
        return cause instanceof OutOfMemoryError
                ? OUT_OF_MEMORY
                : new StepFailure(ClientExit.UNEXPECTED, "Unexpected " + cause, cause);
    }

    private Failures() {}
}
