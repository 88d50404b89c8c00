package io.dyff.node;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a node is set up.
 *
 * @param name the Node object's name
 * @param data folder for pods; one agent at a time
 * @param mappings files that say which program stands for which image
 * @param placeholders values for <code>${…}</code> in them
 * @param namespaces the only ones the agent touches; empty means all
 * @param defaultNamespace where the proxy looks for a Service that is named without a namespace
 * @param binds whether the agent gives itself pods that no scheduler bound
 * @param afterDeath what becomes of programs when the agent ends, however it does
 * @param longestGrace cap of every termination grace period
 * @param hurry period of probes until their first success, when that is shorter than their own
 * @param batching how long changes of a pod's status are collected before they are written
 * @param logCap size of a container's log at which its beginning is moved away (once; older parts are forgotten)
 * @param environment base of every program's environment; nothing else is inherited from the agent
 * @param proxyPort port of the forward proxy; 0 means the one it had before, or a free one
 */
public record NodeSettings(
        String name,
        Path data,
        List<Path> mappings,
        Map<String, String> placeholders,
        Set<String> namespaces,
        String defaultNamespace,
        boolean binds,
        AfterDeath afterDeath,
        Duration longestGrace,
        Duration hurry,
        Duration batching,
        long logCap,
        Map<String, String> environment,
        int proxyPort) {

    /** What becomes of programs when the agent ends. */
    public enum AfterDeath {
        /** They end too; pods that must not run twice are failed as disrupted at the next start. */
        END,
        /** They go on, and the next agent takes them over. */
        GO_ON
    }

    private static final List<String> INHERITED = List.of("PATH", "LANG", "LC_ALL", "TZ");

    public NodeSettings {
        mappings = List.copyOf(mappings);
        placeholders = Map.copyOf(placeholders);
        namespaces = Set.copyOf(namespaces);
        environment = Map.copyOf(environment);
    }

    /** The usual settings. */
    public static NodeSettings of(String name, Path data, List<Path> mappings) {
        Map<String, String> environment = new LinkedHashMap<>();
        System.getenv().forEach((key, value) -> {
            if (INHERITED.contains(key)) {
                environment.put(key, value);
            }
        });
        return new NodeSettings(
                name,
                data,
                mappings,
                Map.of("java.home", System.getProperty("java.home")),
                Set.of(),
                "default",
                true,
                AfterDeath.END,
                Duration.ofSeconds(30),
                Duration.ofMillis(250),
                Duration.ofMillis(30),
                16L << 20,
                environment,
                0);
    }

    /** Further placeholders. */
    public NodeSettings withPlaceholders(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(placeholders);
        all.putAll(more);
        return new NodeSettings(
                name,
                data,
                mappings,
                all,
                namespaces,
                defaultNamespace,
                binds,
                afterDeath,
                longestGrace,
                hurry,
                batching,
                logCap,
                environment,
                proxyPort);
    }

    /** The only namespaces that the agent touches. */
    public NodeSettings withNamespaces(Set<String> only) {
        return new NodeSettings(
                name,
                data,
                mappings,
                placeholders,
                only,
                defaultNamespace,
                binds,
                afterDeath,
                longestGrace,
                hurry,
                batching,
                logCap,
                environment,
                proxyPort);
    }

    /** Where the proxy looks for a Service that is named without a namespace. */
    public NodeSettings withDefaultNamespace(String namespace) {
        return new NodeSettings(
                name,
                data,
                mappings,
                placeholders,
                namespaces,
                namespace,
                binds,
                afterDeath,
                longestGrace,
                hurry,
                batching,
                logCap,
                environment,
                proxyPort);
    }

    /** Whether pods that no scheduler bound are this node's. */
    public NodeSettings withBinds(boolean yes) {
        return new NodeSettings(
                name,
                data,
                mappings,
                placeholders,
                namespaces,
                defaultNamespace,
                yes,
                afterDeath,
                longestGrace,
                hurry,
                batching,
                logCap,
                environment,
                proxyPort);
    }

    /** What becomes of programs when the agent ends. */
    public NodeSettings withAfterDeath(AfterDeath what) {
        return new NodeSettings(
                name,
                data,
                mappings,
                placeholders,
                namespaces,
                defaultNamespace,
                binds,
                what,
                longestGrace,
                hurry,
                batching,
                logCap,
                environment,
                proxyPort);
    }

    /** Cap of every termination grace period. */
    public NodeSettings withLongestGrace(Duration grace) {
        return new NodeSettings(
                name,
                data,
                mappings,
                placeholders,
                namespaces,
                defaultNamespace,
                binds,
                afterDeath,
                grace,
                hurry,
                batching,
                logCap,
                environment,
                proxyPort);
    }

    /** Size at which a log's beginning is moved away. */
    public NodeSettings withLogCap(long bytes) {
        return new NodeSettings(
                name,
                data,
                mappings,
                placeholders,
                namespaces,
                defaultNamespace,
                binds,
                afterDeath,
                longestGrace,
                hurry,
                batching,
                bytes,
                environment,
                proxyPort);
    }

    /** Port of the forward proxy. */
    public NodeSettings withProxyPort(int port) {
        return new NodeSettings(
                name,
                data,
                mappings,
                placeholders,
                namespaces,
                defaultNamespace,
                binds,
                afterDeath,
                longestGrace,
                hurry,
                batching,
                logCap,
                environment,
                port);
    }
}
