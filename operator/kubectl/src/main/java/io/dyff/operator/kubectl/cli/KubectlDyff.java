package io.dyff.operator.kubectl.cli;

import io.dyff.operator.kubectl.cluster.Cluster;
import io.dyff.operator.kubectl.cluster.Connection;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The plugin that kubectl starts as {@code kubectl dyff}. */
@Command(
        name = "kubectl dyff",
        description = "What workflows do on a cluster, and why not.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            TreeCommand.class,
            WhyCommand.class,
            LogsCommand.class,
            DescribeCommand.class,
            CompleteCommand.class
        },
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = KubectlDyff.Version.class,
        footerHeading = "%n",
        footer = {
            "Exit codes: 0 done; 1 failed; 2 wrong usage; 4 no such object; 69 no cluster answers; 77 not allowed.",
        })
public final class KubectlDyff {

    @Option(
            names = {"-n", "--namespace"},
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            description = "Namespace of the resource; without it, that of the context.")
    private @Nullable String namespace;

    @Option(
            names = "--context",
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            description = "Context of the kubeconfig; without it, the current one.")
    private @Nullable String context;

    @Option(
            names = "--kubeconfig",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "Instead of the one that KUBECONFIG names, or ~/.kube/config.")
    private @Nullable Path kubeconfig;

    /** The version of the jar that runs. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = KubectlDyff.class.getPackage().getImplementationVersion();
            return new String[] {"kubectl dyff" + (version == null ? "" : " " + version)};
        }
    }

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The command line as users get it. */
    public static CommandLine commandLine() {
        return new CommandLine(new KubectlDyff())
                .setExecutionExceptionHandler(new Sentences())
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** The cluster that the options name. */
    Cluster cluster() {
        return new Cluster(Connection.read(kubeconfig, context), namespace);
    }
}
