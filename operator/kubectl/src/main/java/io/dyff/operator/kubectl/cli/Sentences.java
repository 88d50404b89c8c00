package io.dyff.operator.kubectl.cli;

import io.dyff.operator.kubectl.cluster.ExitCode;
import io.dyff.operator.kubectl.cluster.PluginException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** A sentence instead of a stack trace, and the exit code that goes with it. */
final class Sentences implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
        if (e instanceof PluginException known) {
            line.getErr().println("kubectl dyff: " + known.sentence());
            return known.exitCode();
        }
        e.printStackTrace(line.getErr());
        return ExitCode.FAILED;
    }
}
