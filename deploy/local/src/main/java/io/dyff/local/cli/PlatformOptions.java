package io.dyff.local.cli;

import io.dyff.local.instance.ExitCode;
import io.dyff.local.instance.Kubernetes;
import io.dyff.local.instance.LocalException;
import io.dyff.local.launch.UpOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which platform a command starts. */
final class PlatformOptions {
    enum Processes {
        few,
        separate
    }

    enum Only {
        operator
    }

    @Option(
            names = "--processes",
            paramLabel = "HOW",
            description = "few (default): infrastructure, routes, operator; separate: one process per service.")
    private Processes processes = Processes.few;

    @Option(
            names = "--only",
            paramLabel = "PART",
            description = "operator: Kubernetes, object store and operator, without API, broker and database.")
    private @Nullable Only only;

    @Option(
            names = "--kubernetes",
            paramLabel = "WHICH",
            description =
                    "local: the platform's own API server; real: a kube-apiserver built with the project's tools, or"
                            + " from KUBEBUILDER_ASSETS (default: the one that the folder has; for a new folder real when"
                            + " KUBEBUILDER_ASSETS is set, else local).")
    private @Nullable Kubernetes kubernetes;

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description =
                    "Uses the API server of this file instead, in the namespace of its context, until another file is named;"
                            + " it must have no nodes: pods are processes of this machine.")
    private @Nullable Path kubeconfig;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Port of the API on 127.0.0.1 (default: a free one, kept).")
    private @Nullable Integer port;

    UpOptions read() {
        if (port != null && (port < 1 || port > 65_535)) {
            throw new LocalException(ExitCode.USAGE, "--port " + port + " is not a port: it is between 1 and 65535");
        }
        if (kubeconfig != null && kubernetes != null && kubernetes != Kubernetes.given) {
            throw new LocalException(
                    ExitCode.USAGE,
                    "--kubeconfig names a Kubernetes that is given, and --kubernetes another: leave one out");
        }
        Kubernetes asked = kubeconfig == null ? kubernetes : Kubernetes.given;
        return new UpOptions(processes == Processes.separate, only == Only.operator, asked, kubeconfig, port);
    }

    /** The same choice on another command line. */
    List<String> arguments() {
        UpOptions options = read();
        List<String> arguments = new ArrayList<>(List.of("--processes", options.separate() ? "separate" : "few"));
        if (kubernetes != null) {
            arguments.addAll(List.of("--kubernetes", kubernetes.name()));
        }
        if (kubeconfig != null) {
            arguments.addAll(List.of("--kubeconfig", kubeconfig.toAbsolutePath().toString()));
        }
        if (options.onlyOperator()) {
            arguments.addAll(List.of("--only", "operator"));
        }
        if (port != null) {
            arguments.addAll(List.of("--port", port.toString()));
        }
        return arguments;
    }
}
