package io.dyff.bench.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.dyff.local.cli.Progress;
import io.dyff.local.cli.ScratchOption;
import io.dyff.local.cli.Sentences;
import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.ExitCode;
import io.dyff.local.instance.Kubernetes;
import io.dyff.local.instance.LocalException;
import io.dyff.local.launch.Platform;
import io.dyff.local.launch.Project;
import io.dyff.local.launch.UpOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Hits what the platform is made of, and counts what that did. */
@Command(
        name = "dyff faults",
        description = {
            "Kills (kill -9) each service process, run separately, at each walkthrough step that involves it, empties the"
                    + " database's tables and puts an older copy back while evaluations run, and prints what was lost,"
                    + " done twice, stuck or illegal, and how long the recovery took.",
            "The set all also lets each part stand still for half a minute, gives it a fifth of its time, kills it again"
                    + " while it starts, kills everything at once, has services there twice, and writes records that are"
                    + " none or come again; the set selection is one of each sort."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%n",
        footer = "Exit codes: 0 nothing was; 1 something was, or the platform did not start; 2 wrong usage.")
public final class FaultsMain implements Callable<Integer> {
    private static final String ROW = "%-28s %6s %5s %11s %6s %8s %11s";

    enum Set {
        selection(FaultCase.selection()),
        first(FaultCase.first()),
        all(FaultCase.all());

        private final List<FaultCase> cases;

        Set(List<FaultCase> cases) {
            this.cases = cases;
        }
    }

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--set",
            paramLabel = "SET",
            required = true,
            description = "Which faults: ${COMPLETION-CANDIDATES}; about 6, 6 and 28 minutes.")
    private Set set = Set.first;

    @Option(
            names = "--case",
            paramLabel = "PREFIX",
            split = ",",
            description = "Only cases whose name begins so; may be given several times.")
    private List<String> prefixes = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Draws the moments (default: 1).")
    private long seed;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "1",
            description = "How often each case runs, with other moments (default: 1).")
    private int seeds;

    @Option(
            names = "--evaluations",
            paramLabel = "N",
            defaultValue = "2",
            description = "How many evaluations run in each case (default: 2).")
    private int evaluations;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes {\"cases\": [...]} there too.")
    private @Nullable Path json;

    @Mixin
    private ScratchOption scratch;

    public static void main(String[] args) {
        System.exit(new CommandLine(new FaultsMain())
                .setExecutionExceptionHandler(new Sentences())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Progress progress = new Progress(spec.commandLine().getErr());
        DataFolder folder = scratch.create("dyff-faults-");
        Project project = Project.here();
        FaultSet.Report report;
        // What was never ended in order starts without its class archives, and takes twice as long.
        start(folder, project, progress).close();
        try (Platform platform = start(folder, project, progress)) {
            out.println(ROW.formatted("CASE", "SEED", "LOST", "DUPLICATED", "STUCK", "ILLEGAL", "RECOVERY S"));
            report = new FaultSet(project, platform, evaluations, result -> print(out, result))
                    .run(set.cases, seed, seeds, prefixes);
        } catch (RuntimeException e) {
            progress.say("the faults could not be run; the folder, with logs, is " + folder.path());
            throw e;
        }
        write(report);
        if (report.isClean()) {
            scratch.forget(folder, progress);
            return ExitCode.OK;
        }
        progress.say("kept " + folder.path());
        return ExitCode.FAILED;
    }

    private static Platform start(DataFolder folder, Project project, Progress progress) throws InterruptedException {
        return Platform.start(folder, project, new UpOptions(true, false, Kubernetes.local, null, null), progress::say);
    }

    private static void print(PrintWriter out, CaseResult result) {
        out.println(ROW.formatted(
                result.name(),
                result.seed(),
                result.lost(),
                result.duplicated(),
                result.stuck(),
                result.illegal(),
                result.recoverySeconds()));
        out.flush();
    }

    private void write(FaultSet.Report report) {
        if (json == null) {
            return;
        }
        try {
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(json.toFile(), report);
        } catch (IOException e) {
            throw LocalException.failed(json + " cannot be written: " + e.getMessage());
        }
    }
}
