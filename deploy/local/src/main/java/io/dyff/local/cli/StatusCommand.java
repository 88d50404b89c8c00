package io.dyff.local.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.ExitCode;
import io.dyff.local.instance.RunState;
import io.dyff.local.supervise.Memory;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells how an instance and its processes are. */
@Command(
        name = "status",
        description = "Tells how the instance of a data folder and its processes are.",
        mixinStandardHelpOptions = true,
        footerHeading = "%n",
        footer =
                "Exit codes: 0 all of it runs; 1 not running, or not all of it; 73 not the data folder of an instance.")
final class StatusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Mixin
    private OutputOption output;

    /** A process and what it costs; memory is of it and its descendants. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(
            String name,
            @Nullable Long pid,
            String state,
            int restarts,
            @Nullable Double pssMiB) {}

    /** The whole instance. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Report(
            String data,
            String phase,
            @Nullable String endpoint,
            String kubeconfig,
            List<Line> processes,
            @Nullable Double pssMiB) {}

    @Override
    public Integer call() {
        Report report = report(data.existing());
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            out.println(OutputOption.toJson(report));
        } else {
            print(report, out);
        }
        out.flush();
        return report.phase().equals("ready")
                        && report.processes().stream()
                                .allMatch(line -> line.state().equals("running"))
                ? ExitCode.OK
                : ExitCode.FAILED;
    }

    private static Report report(DataFolder folder) {
        RunState state = folder.runState().orElse(null);
        if (state == null || !state.supervisor().isAlive()) {
            return new Report(
                    folder.path().toString(),
                    "stopped",
                    null,
                    folder.kubeconfig().toString(),
                    List.of(),
                    null);
        }
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(
                "supervisor",
                state.supervisor().pid(),
                "running",
                0,
                Memory.pssMiB(state.supervisor().pid(), false)));
        for (RunState.Child child : state.processes()) {
            lines.add(line(child));
        }
        Double total = lines.stream().anyMatch(l -> l.pssMiB() != null)
                ? lines.stream()
                        .mapToDouble(l -> l.pssMiB() == null ? 0 : l.pssMiB())
                        .sum()
                : null;
        return new Report(
                folder.path().toString(),
                state.phase(),
                state.endpoint(),
                folder.kubeconfig().toString(),
                lines,
                total);
    }

    private static Line line(RunState.Child child) {
        if (child.process() == null) {
            return new Line(child.name(), null, child.state(), child.restarts(), null);
        }
        boolean alive = child.process().isAlive();
        long pid = child.process().pid();
        return new Line(
                child.name(),
                pid,
                alive ? child.state() : "ended",
                child.restarts(),
                alive ? Memory.pssMiB(pid, true) : null);
    }

    private static void print(Report report, PrintWriter out) {
        out.println(report.data() + " is " + report.phase());
        if (report.endpoint() != null) {
            out.println("endpoint   " + report.endpoint());
        }
        out.println("kubeconfig " + report.kubeconfig());
        if (report.processes().isEmpty()) {
            return;
        }
        out.println("%n%-16s %8s %-9s %9s %8s".formatted("PROCESS", "PID", "STATE", "RESTARTS", "PSS MiB"));
        for (Line line : report.processes()) {
            out.println("%-16s %8s %-9s %9d %8s"
                    .formatted(line.name(), shown(line.pid()), line.state(), line.restarts(), mib(line.pssMiB())));
        }
        out.println("%-16s %8s %-9s %9s %8s".formatted("", "", "", "", mib(report.pssMiB())));
    }

    private static String shown(@Nullable Long pid) {
        return pid == null ? "-" : pid.toString();
    }

    private static String mib(@Nullable Double value) {
        return value == null ? "-" : "%.0f".formatted(value);
    }
}
