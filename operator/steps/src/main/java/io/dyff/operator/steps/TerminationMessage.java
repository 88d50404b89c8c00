package io.dyff.operator.steps;

import io.dyff.operator.rows.ReadableText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Turns what ended a step into its exit code and its last line on standard error, which becomes the pod's termination
 * message; Kubernetes reads the same sentence from /dev/termination-log where that file exists.
 */
public final class TerminationMessage implements IExecutionExceptionHandler {

    private static final Path TERMINATION_LOG = Path.of("/dev/termination-log");

    @Override
    public int handleExecutionException(Exception cause, CommandLine command, ParseResult arguments) {
        PrintWriter err = command.getErr();
        if (cause instanceof StepFailure failure) {
            return end(err, failure.exitCode(), String.valueOf(failure.getMessage()));
        }
        cause.printStackTrace(err);
        int code = command.getCommandSpec().exitCodeOnExecutionException();
        return end(err, code, "Unexpected " + cause.getClass().getSimpleName() + ": " + cause.getMessage());
    }

    private static int end(PrintWriter err, int code, String sentence) {
        write(err, sentence);
        return code;
    }

    /** For ends that no exception handler sees. */
    public static void write(PrintWriter err, String sentence) {
        String line = ReadableText.of(sentence);
        if (Files.isWritable(TERMINATION_LOG)) {
            try {
                Files.writeString(TERMINATION_LOG, line);
            } catch (IOException e) {
                err.println("The termination log cannot be written: " + e.getMessage());
            }
        }
        err.println(line);
        err.flush();
    }
}
