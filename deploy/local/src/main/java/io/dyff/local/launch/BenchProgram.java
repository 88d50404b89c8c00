package io.dyff.local.launch;

import io.dyff.local.instance.Cache;
import io.dyff.local.instance.LocalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The harness that measures and breaks, as a process of its own: it must not share a heap with what it measures. */
public enum BenchProgram {
    BENCH("bench", "io.dyff.bench.BenchMain"),
    FAULTS("faults", "io.dyff.bench.faults.FaultsMain");

    private final String process;
    private final String main;

    BenchProgram(String process, String main) {
        this.process = process;
        this.main = main;
    }

    /** Runs it on the user's terminal; answers its exit code. */
    public int run(Project project, List<String> arguments) throws InterruptedException {
        JavaProgram java = new JavaProgram(project, Cache.folder("bench"));
        List<String> command = new ArrayList<>(java.command(process, Module.BENCH, main, "768m", arguments));
        command.addAll(1, project.properties());
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw LocalException.failed(process + " cannot be started: " + e.getMessage());
        }
    }
}
