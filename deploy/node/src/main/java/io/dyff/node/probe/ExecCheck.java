package io.dyff.node.probe;

import io.dyff.node.container.ProcessSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks by a program: fine when it ends with 0. */
final class ExecCheck implements Check {

    private final Supplier<ProcessSpec> plan;
    private @Nullable ProcessSpec planned;

    /** @param plan asked once, when the first look needs it: it may have to read Secrets */
    ExecCheck(Supplier<ProcessSpec> plan) {
        this.plan = plan;
    }

    @Override
    public CheckResult look(Duration timeout) throws InterruptedException {
        try {
            ProcessSpec program = planned == null ? plan.get() : planned;
            planned = program;
            return execute(program, timeout);
        } catch (IOException | RuntimeException impossible) {
            return CheckResult.failed("the probe's program cannot be run: " + impossible.getMessage());
        }
    }

    private static CheckResult execute(ProcessSpec program, Duration timeout) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(program.command()).directory(program.folder().toFile());
        builder.environment().clear();
        builder.environment().putAll(program.environment());
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            return CheckResult.failed("command timed out after " + timeout);
        }
        return process.exitValue() == 0
                ? CheckResult.fine()
                : CheckResult.failed("command exited with code " + process.exitValue());
    }
}
