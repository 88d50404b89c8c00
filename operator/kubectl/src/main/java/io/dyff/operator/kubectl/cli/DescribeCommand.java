package io.dyff.operator.kubectl.cli;

import io.dyff.operator.kubectl.cluster.Cluster;
import io.dyff.operator.kubectl.cluster.ExitCode;
import io.dyff.operator.kubectl.cluster.Target;
import io.dyff.operator.kubectl.report.Description;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Describes a resource on one screen. */
@Command(
        name = "describe",
        description =
                "Describes a resource on one screen: what it is to do, its conditions, its objects, and why it waits.")
final class DescribeCommand implements Callable<Integer> {
    @ParentCommand
    private KubectlDyff plugin;

    @Mixin
    private TargetOption target;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() {
        Target asked = target.target();
        try (Cluster cluster = plugin.cluster()) {
            output.print(Description.of(cluster.snapshot(asked)), Description::text);
        }
        return ExitCode.OK;
    }
}
