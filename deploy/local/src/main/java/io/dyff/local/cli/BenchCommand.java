package io.dyff.local.cli;

import io.dyff.local.launch.BenchProgram;
import io.dyff.local.launch.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs the benchmark harness. */
@Command(
        name = "bench",
        description = "Measures the platform against bare baselines and prints a table.",
        mixinStandardHelpOptions = true,
        footerHeading = "%n",
        footer = {
            "Usage: dyff bench [NAME...] [--json FILE]; all options: dyff bench -- --help",
            "       dyff bench live [--edits N] [--json FILE]: edits files while the platform works, and judges",
            "Exit codes: 0 measured (a missed target is a row, not a failure); 1 a scenario could not run, or an edit of live",
            "did not what it should; 2 wrong usage."
        })
final class BenchCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ARGUMENT", arity = "0..*", description = "Scenarios and options of the harness.")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException {
        return BenchProgram.BENCH.run(Project.here(), arguments);
    }
}
