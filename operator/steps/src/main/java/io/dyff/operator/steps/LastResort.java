package io.dyff.operator.steps;

import java.io.PrintWriter;

/**
 * Ends the process at once, with a sentence, when an error reaches the end of any of its threads: a program that lost a
 * thread would otherwise wait for it until the Job's deadline.
 */
final class LastResort implements Thread.UncaughtExceptionHandler {

    private final int exitCode;
    private final String outOfMemory;

    /** Makes now what there may be no memory for later. */
    LastResort(ExitCodes codes) {
        exitCode = codes.rows().containsKey("OutOfMemory") ? codes.code("OutOfMemory") : codes.code("Unexpected");
        outOfMemory = "Out of memory: the step has " + (Runtime.getRuntime().maxMemory() >> 20) + " MiB.";
    }

    @Override
    public void uncaughtException(Thread thread, Throwable cause) {
        try {
            if (cause instanceof OutOfMemoryError) {
                TerminationMessage.write(new PrintWriter(System.err, true), outOfMemory);
            } else {
                cause.printStackTrace();
            }
        } finally {
            if (cause instanceof Error) {
                Runtime.getRuntime().halt(exitCode);
            }
        }
    }
}
