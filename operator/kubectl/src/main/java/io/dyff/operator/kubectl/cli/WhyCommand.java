package io.dyff.operator.kubectl.cli;

import io.dyff.operator.kubectl.cluster.Cluster;
import io.dyff.operator.kubectl.cluster.ExitCode;
import io.dyff.operator.kubectl.cluster.Target;
import io.dyff.operator.kubectl.report.Diagnosis;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Tells in one answer why a resource waits or failed: what was found, the warnings about it, and the next thing to do. */
@Command(
        name = "why",
        description =
                "Tells in one answer why a resource waits or failed: what was found, the warnings about it, and the next thing to do.")
final class WhyCommand implements Callable<Integer> {
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
            output.print(Diagnosis.of(cluster.snapshot(asked)), Diagnosis::text);
        }
        return ExitCode.OK;
    }
}
