package io.dyff.local.launch;

import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.LocalException;
import io.dyff.local.supervise.LogFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Runs the administration command of the services with an instance's environment; none outlives its end. */
public final class Administration {
    private static final int LAST_WORDS = 8;
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final DataFolder folder;
    private final Function<List<String>, List<String>> command;
    private final Set<Process> running = new HashSet<>();
    private boolean closed;

    public Administration(DataFolder folder, Project project) {
        this(folder, arguments -> new PlatformPlan(folder, project, UpOptions.standard()).administration(arguments));
    }

    /** @param command what to start for arguments */
    Administration(DataFolder folder, Function<List<String>, List<String>> command) {
        this.folder = folder;
        this.command = command;
    }

    /** Runs it for the user, on the user's terminal; answers its exit code. */
    public int interactive(List<String> arguments) throws InterruptedException {
        try {
            return builder(arguments).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw LocalException.failed("the administration command cannot be started: " + e.getMessage());
        }
    }

    /**
     * Runs it for the platform; answers what it printed.
     *
     * @throws LocalException when it fails, with the end of what it said
     */
    public String run(List<String> arguments) throws InterruptedException {
        Path log = folder.log("admin");
        try {
            Process process = begin(builder(arguments).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile())));
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            if (exit != 0) {
                throw LocalException.failed("`admin %s` failed with exit code %d; end of %s:\n  %s"
                        .formatted(
                                String.join(" ", arguments),
                                exit,
                                log,
                                String.join("\n  ", new LogFile(log, Long.MAX_VALUE).tail(LAST_WORDS))));
            }
            return output;
        } catch (IOException e) {
            throw LocalException.failed("the administration command cannot be started: " + e.getMessage());
        }
    }

    /** Either before the end begins, which then ends it too, or not at all. */
    private synchronized Process begin(ProcessBuilder builder) throws IOException {
        if (closed) {
            throw new IOException("the platform ends");
        }
        Process process = builder.start();
        running.add(process);
        process.onExit().thenRun(() -> forget(process));
        return process;
    }

    private synchronized void forget(Process process) {
        running.remove(process);
    }

    /** Ends what still runs. */
    void end() throws InterruptedException {
        List<Process> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(running);
        }
        left.forEach(Process::destroy);
        for (Process process : left) {
            if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    private ProcessBuilder builder(List<String> arguments) {
        ProcessBuilder builder = new ProcessBuilder(command.apply(arguments));
        builder.environment().putAll(new PlatformEnvironment(folder).administration());
        return builder;
    }
}
