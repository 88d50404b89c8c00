package io.dyff.operator.kubectl.cli;

import io.dyff.operator.kubectl.cluster.Cluster;
import io.dyff.operator.kubectl.cluster.ExitCode;
import io.dyff.operator.kubectl.cluster.Target;
import io.dyff.operator.kubectl.report.Tree;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Shows a resource with all that belongs to it: its session, Jobs, Deployment and pods, and how each is. */
@Command(
        name = "tree",
        description =
                "Shows a resource with all that belongs to it: its session, Jobs, Deployment and pods, and how each is.")
final class TreeCommand implements Callable<Integer> {
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
            output.print(Tree.of(cluster.snapshot(asked)), Tree::text);
        }
        return ExitCode.OK;
    }
}
