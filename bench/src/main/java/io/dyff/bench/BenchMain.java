package io.dyff.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.dyff.bench.live.LiveMain;
import io.dyff.bench.scenario.AcceptScenario;
import io.dyff.bench.scenario.AdmissionScenario;
import io.dyff.bench.scenario.AggregateScenario;
import io.dyff.bench.scenario.BytesScenario;
import io.dyff.bench.scenario.Effort;
import io.dyff.bench.scenario.Figure;
import io.dyff.bench.scenario.FloorsScenario;
import io.dyff.bench.scenario.OperatorScenario;
import io.dyff.bench.scenario.RebuildScenario;
import io.dyff.bench.scenario.RestScenario;
import io.dyff.bench.scenario.Scenario;
import io.dyff.bench.scenario.SinkScenario;
import io.dyff.bench.scenario.StartScenario;
import io.dyff.bench.scenario.StepsScenario;
import io.dyff.bench.scenario.VisibleScenario;
import io.dyff.bench.scenario.WorkflowScenario;
import io.dyff.local.cli.Sentences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures and prints a table. A missed target is a row, never a failure; only a scenario that cannot run is one. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures the platform against bare baselines in the same run.",
        footer = {
            "",
            "Scenarios: floors, accept, rest, bytes, visible, aggregate, sink, rebuild, admission, workflow, operator, steps, start;",
            "core for all but bytes and steps.",
            "Exit codes: 0 measured, 1 a scenario could not run, 2 usage."
        },
        subcommands = LiveMain.class)
public final class BenchMain implements Callable<Integer> {
    /** The way of a workflow through the platform, each row beside what cannot be done without. */
    private static final Set<String> CORE = Set.of(
            "floors",
            "accept",
            "rest",
            "visible",
            "aggregate",
            "sink",
            "rebuild",
            "admission",
            "workflow",
            "operator",
            "start");

    private static final List<Scenario> ALL = List.of(
            new FloorsScenario(),
            new AcceptScenario(),
            new RestScenario(),
            new BytesScenario(),
            new VisibleScenario(),
            new AggregateScenario(),
            new SinkScenario(),
            new RebuildScenario(),
            new AdmissionScenario(),
            new WorkflowScenario(),
            new OperatorScenario(),
            new StepsScenario(),
            new StartScenario());

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Scenarios to run (default: all).")
    private List<String> names = new ArrayList<>();

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures there as JSON too.")
    private @Nullable Path json;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Rounds per side (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "12",
            description = "Length of a round (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--objects",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Resources that the operator holds where its memory is measured; 0 leaves that out (default:"
                    + " ${DEFAULT-VALUE}).")
    private int objects;

    @Option(
            names = "--entities",
            paramLabel = "N",
            defaultValue = "100000",
            description =
                    "Entities whose events and states are worked off in a round; up to twenty times as many are made"
                            + " anew (default: ${DEFAULT-VALUE}).")
    private int entities;

    public static void main(String[] args) {
        System.exit(new CommandLine(new BenchMain())
                .setExecutionExceptionHandler(new Sentences())
                .execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Effort effort = new Effort(rounds, Duration.ofSeconds(seconds), objects, entities);
        List<Figure> figures = new ArrayList<>();
        boolean whole = true;
        for (Scenario scenario : chosen()) {
            System.err.println("bench: " + scenario.name() + ": " + scenario.description());
            whole &= run(scenario, effort, figures);
        }
        System.out.print(new Table(figures).text());
        if (json != null) {
            new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValue(
                            json.toFile(),
                            Map.of("rows", figures.stream().map(Row::of).toList()));
        }
        return whole ? 0 : 1;
    }

    /**
     * In a folder that is kept, and named, only when the scenario fails; the figures of the others stay.
     *
     * @return whether it ran to its end
     */
    private static boolean run(Scenario scenario, Effort effort, List<Figure> figures)
            throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory("dyff-bench-" + scenario.name());
        try {
            figures.addAll(scenario.run(effort, scratch));
            FileSystemUtils.deleteRecursively(scratch);
            return true;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            System.err.println("bench: " + scenario.name() + " failed; its files are kept in " + scratch);
            e.printStackTrace(System.err);
            return false;
        }
    }

    private List<Scenario> chosen() {
        for (String name : names) {
            if (!name.equals("core") && ALL.stream().noneMatch(s -> s.name().equals(name))) {
                throw new CommandLine.ParameterException(
                        new CommandLine(this),
                        "no scenario '" + name + "'; known: "
                                + ALL.stream().map(Scenario::name).toList());
            }
        }
        return ALL.stream()
                .filter(s -> names.isEmpty()
                        || names.contains(s.name())
                        || names.contains("core") && CORE.contains(s.name()))
                .toList();
    }
}
