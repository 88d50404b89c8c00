package io.dyff.operator.steps;

import org.jspecify.annotations.Nullable;

/** Ends a step with an exit code and one sentence that tells the user what went wrong and what to do. */
public final class StepFailure extends Exception {

    private final int exitCode;

    public StepFailure(int exitCode, String sentence) {
        this(exitCode, sentence, null);
    }

    public StepFailure(int exitCode, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
