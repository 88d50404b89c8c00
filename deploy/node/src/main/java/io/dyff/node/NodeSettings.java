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
 * @param heartbeats whether the node shows that it lives, to controllers that give up one that does not
 * @param startsAtOnce how many pods that end by themselves, those of Jobs, start at once; the others stay Pending
 * @param startTime for how long one counts as starting, unless it ends before
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
        boolean heartbeats,
        int startsAtOnce,
        Duration startTime,
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

    /** More only wait for each other. */
    private static final int STARTS_PER_PROCESSOR = 4;

    private static final List<String> INHERITED = List.of("PATH", "LANG", "LC_ALL", "TZ");

    public NodeSettings {
        mappings = List.copyOf(mappings);
        placeholders = Map.copyOf(placeholders);
        namespaces = Set.copyOf(namespaces);
        environment = Map.copyOf(environment);
    }

    /** The usual settings, to be changed. */
    public static Builder of(String name, Path data, List<Path> mappings) {
        return new Builder(name, data, mappings);
    }

    /** Settings in the making; what is not named stays as usual. */
    public static final class Builder {
        private final String name;
        private final Path data;
        private final List<Path> mappings;
        private final Map<String, String> placeholders = new LinkedHashMap<>();
        private Set<String> namespaces = Set.of();
        private String defaultNamespace = "default";
        private boolean binds = true;
        private boolean heartbeats;
        private int startsAtOnce = STARTS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
        private Duration startTime = Duration.ofMinutes(2);
        private AfterDeath afterDeath = AfterDeath.END;
        private Duration longestGrace = Duration.ofSeconds(30);
        private int proxyPort;

        private Builder(String name, Path data, List<Path> mappings) {
            this.name = name;
            this.data = data;
            this.mappings = mappings;
            placeholders.put("java.home", System.getProperty("java.home"));
        }

        public Builder placeholders(Map<String, String> more) {
            placeholders.putAll(more);
            return this;
        }

        public Builder namespaces(Set<String> only) {
            namespaces = only;
            return this;
        }

        public Builder defaultNamespace(String namespace) {
            defaultNamespace = namespace;
            return this;
        }

        public Builder binds(boolean yes) {
            binds = yes;
            return this;
        }

        public Builder heartbeats(boolean yes) {
            heartbeats = yes;
            return this;
        }

        public Builder starts(int atOnce, Duration each) {
            startsAtOnce = atOnce;
            startTime = each;
            return this;
        }

        public Builder afterDeath(AfterDeath what) {
            afterDeath = what;
            return this;
        }

        public Builder longestGrace(Duration grace) {
            longestGrace = grace;
            return this;
        }

        public Builder proxyPort(int port) {
            proxyPort = port;
            return this;
        }

        public NodeSettings build() {
            Map<String, String> environment = new LinkedHashMap<>(System.getenv());
            environment.keySet().retainAll(INHERITED);
            return new NodeSettings(
                    name,
                    data,
                    mappings,
                    placeholders,
                    namespaces,
                    defaultNamespace,
                    binds,
                    heartbeats,
                    startsAtOnce,
                    startTime,
                    afterDeath,
                    longestGrace,
                    Duration.ofMillis(250),
                    Duration.ofMillis(30),
                    16L << 20,
                    environment,
                    proxyPort);
        }
    }
}
