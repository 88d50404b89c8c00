package io.dyff.local.launch;

import io.dyff.local.instance.Cache;
import io.dyff.local.instance.LocalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The benchmark harness as a process of its own: it must not share a heap with what it measures. */
public final class BenchProgram {
    private BenchProgram() {}

    /** Runs it on the user's terminal; answers its exit code. */
    public static int run(Project project, List<String> arguments) throws InterruptedException {
        JavaProgram java = new JavaProgram(project, Cache.folder("bench"));
        List<String> command = new ArrayList<>(
                java.command("bench", Module.BENCH, "io.dyff.bench.BenchMain", "768m", false, arguments));
        command.addAll(1, project.properties());
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw LocalException.failed("the benchmark harness cannot be started: " + e.getMessage());
        }
    }
}
