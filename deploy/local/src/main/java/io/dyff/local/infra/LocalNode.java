package io.dyff.local.infra;

import io.dyff.kube.LogSource;
import io.dyff.local.instance.Cache;
import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.Kubernetes;
import io.dyff.local.instance.Ports;
import io.dyff.local.instance.Settings;
import io.dyff.local.launch.Module;
import io.dyff.local.launch.PlatformEnvironment;
import io.dyff.local.launch.Project;
import io.dyff.node.LogOptions;
import io.dyff.node.NodeAgent;
import io.dyff.node.NodeSettings;
import io.dyff.node.PodLogs;
import io.dyff.node.image.StandardImages;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The one node of an instance: its pods are processes of this machine. */
final class LocalNode {
    /** The infrastructure, which ends the pods, has 30 s for everything. */
    private static final Duration LONGEST_GRACE = Duration.ofSeconds(5);

    private LocalNode() {}

    /**
     * @param scheduled true when the control plane has a scheduler that binds pods to nodes
     */
    static NodeAgent start(
            KubernetesClient client, DataFolder folder, Settings settings, Project project, boolean scheduled)
            throws IOException {
        boolean given = settings.kubernetes() == Kubernetes.given;
        String namespace = new PlatformEnvironment(folder).namespace();
        NodeSettings node = NodeSettings.of(
                        "local", folder.file("node"), List.of(StandardImages.in(folder.file("run"))))
                .placeholders(new PythonEnvironments(project).placeholders())
                .placeholders(Map.of(
                        "steps.classpath", project.classPath(Module.STEPS),
                        // Classes in folders, as tests have them, cannot be archived: Java would end with an error.
                        "steps.archiving",
                                "-XX:" + (project.buildId().isPresent() ? '+' : '-') + "AutoCreateSharedArchive",
                        "steps.cache",
                                Cache.folder(project.buildId().orElse("unbuilt"))
                                        .toString()))
                .binds(!scheduled)
                .heartbeats(given)
                .namespaces(given ? Set.of(namespace) : Set.of())
                .defaultNamespace(namespace)
                .longestGrace(LONGEST_GRACE)
                .proxyPort(settings.port(Ports.PROXY))
                .build();
        return NodeAgent.start(client, node);
    }

    /** What pods print, for an API server that asks. */
    static LogSource logs(PodLogs logs) {
        return request -> open(logs, request);
    }

    private static InputStream open(PodLogs logs, LogSource.Request request) throws IOException {
        LogOptions options = new LogOptions(
                request.follow(),
                request.previous(),
                request.tailLines().isPresent()
                        ? (Integer) (int) request.tailLines().getAsLong()
                        : null,
                request.since().orElse(null),
                request.limitBytes().isPresent() ? (Long) request.limitBytes().getAsLong() : null,
                request.timestamps());
        @Nullable String container = request.container().isEmpty() ? null : request.container();
        try {
            return logs.open(request.namespace(), request.pod(), null, container, options);
        } catch (PodLogs.Unavailable e) {
            throw new LogSource.Unavailable(String.valueOf(e.getMessage()));
        }
    }
}
