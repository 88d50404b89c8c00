package io.dyff.operator.kubectl.cli;

import io.dyff.operator.kubectl.cluster.Cluster;
import io.dyff.operator.kubectl.cluster.ExitCode;
import io.dyff.operator.kubectl.cluster.Snapshot;
import io.dyff.operator.kubectl.cluster.Target;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/**
 * A command that prints what it makes of one resource and all that belongs to it.
 *
 * @param <T> what it makes; also its form in JSON and YAML
 */
abstract class ReportCommand<T> implements Callable<Integer> {
    private final Function<Snapshot, T> report;
    private final Function<T, String> text;

    @ParentCommand
    private KubectlDyff plugin;

    @Mixin
    private TargetOption target;

    @Mixin
    private OutputOption output;

    ReportCommand(Function<Snapshot, T> report, Function<T, String> text) {
        this.report = report;
        this.text = text;
    }

    @Override
    public final Integer call() {
        Target asked = target.target();
        try (Cluster cluster = plugin.cluster()) {
            output.print(report.apply(cluster.snapshot(asked)), text);
        }
        return ExitCode.OK;
    }
}
