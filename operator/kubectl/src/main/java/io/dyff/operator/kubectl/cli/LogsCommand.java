package io.dyff.operator.kubectl.cli;

import io.dyff.operator.kubectl.cluster.Cluster;
import io.dyff.operator.kubectl.cluster.ExitCode;
import io.dyff.operator.kubectl.cluster.PluginException;
import io.dyff.operator.kubectl.cluster.Snapshot;
import io.dyff.operator.kubectl.cluster.Target;
import io.dyff.operator.kubectl.report.Steps;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Shows what the programs of a step say. */
@Command(
        name = "logs",
        description = "Shows what a step says: of a resource's newest step, or of the one that is named.")
final class LogsCommand implements Callable<Integer> {
    @ParentCommand
    private KubectlDyff plugin;

    @Mixin
    private TargetOption target;

    @Option(
            names = "--step",
            paramLabel = "STEP",
            description = "Step or container, such as fetch, client, verify, infer; `kubectl dyff tree` shows them.")
    private @Nullable String step;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on showing what is added, until it ends.")
    private boolean follow;

    @Override
    public Integer call() {
        Target asked = target.target();
        try (Cluster cluster = plugin.cluster()) {
            Snapshot snapshot = cluster.snapshot(asked);
            List<Steps.Log> logs = step == null ? Steps.newest(snapshot) : Steps.logs(snapshot, step);
            if (logs.isEmpty()) {
                throw none(asked, snapshot);
            }
            List<Steps.Log> started = logs.stream().filter(Steps.Log::started).toList();
            if (started.isEmpty()) {
                throw new PluginException(
                        ExitCode.FAILED,
                        "pod %s has not started yet: `kubectl dyff why %s -n %s` says why"
                                .formatted(
                                        logs.getFirst().pod().getMetadata().getName(),
                                        asked.words(),
                                        cluster.namespace()));
            }
            show(cluster, started);
        }
        return ExitCode.OK;
    }

    private PluginException none(Target asked, Snapshot snapshot) {
        List<String> names = Steps.names(snapshot);
        return names.isEmpty()
                ? new PluginException(
                        ExitCode.NOT_FOUND,
                        "%s has no pods: it has not begun, or they have been removed".formatted(asked.words()))
                : new PluginException(
                        ExitCode.NOT_FOUND,
                        "%s has no pod of a step '%s'; there are: %s"
                                .formatted(asked.words(), step, String.join(", ", names)));
    }

    /** One after the other, as they are; with several, each under its name. */
    private void show(Cluster cluster, List<Steps.Log> logs) {
        PrintStream out = System.out;
        for (Steps.Log log : logs) {
            if (logs.size() > 1) {
                out.printf("==> %s %s <==%n", log.pod().getMetadata().getName(), log.container());
            }
            if (follow) {
                cluster.follow(log.pod(), log.container(), out);
            } else {
                cluster.log(log.pod(), log.container(), out);
            }
        }
        out.flush();
    }
}
