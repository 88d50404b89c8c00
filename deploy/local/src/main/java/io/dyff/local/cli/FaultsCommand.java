package io.dyff.local.cli;

import io.dyff.local.launch.BenchProgram;
import io.dyff.local.launch.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs the fault cases. */
@Command(
        name = "faults",
        description = {
            "Kills (kill -9) each service process, run separately, at each walkthrough step that involves it, and prints"
                    + " what was lost, done twice, stuck or illegal, and how long the recovery took."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%n",
        footer = {
            "Usage: dyff faults --set first [--case PREFIX] [--json FILE]; all options: dyff faults -- --help",
            "Exit codes: 0 nothing was; 1 something was, or the platform did not start; 2 wrong usage."
        })
final class FaultsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ARGUMENT", arity = "0..*", description = "Options of the harness.")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException {
        return BenchProgram.FAULTS.run(Project.here(), arguments);
    }
}
