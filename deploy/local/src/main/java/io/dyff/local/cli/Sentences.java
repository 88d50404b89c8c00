package io.dyff.local.cli;

import io.dyff.local.instance.ExitCode;
import io.dyff.local.instance.LocalException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** A sentence instead of a stack trace, and the exit code that goes with it. */
public final class Sentences implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
        if (e instanceof LocalException known) {
            line.getErr().println("dyff: " + known.sentence());
            return known.exitCode();
        }
        e.printStackTrace(line.getErr());
        return ExitCode.FAILED;
    }
}
