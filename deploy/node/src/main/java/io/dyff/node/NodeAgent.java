package io.dyff.node;

import io.dyff.node.container.ContainerPlan;
import io.dyff.node.container.PortLedger;
import io.dyff.node.container.SupervisorScript;
import io.dyff.node.image.ImageMap;
import io.dyff.node.image.Placeholders;
import io.dyff.node.image.Preparations;
import io.dyff.node.pod.Node;
import io.dyff.node.pod.PodApi;
import io.dyff.node.pod.Pods;
import io.dyff.node.pod.StartPlaces;
import io.dyff.node.probe.Checks;
import io.dyff.node.proxy.ForwardProxy;
import io.dyff.node.proxy.ServiceResolver;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the pods of a Kubernetes API server as processes of this machine, as a kubelet runs them in containers. There is no
 * isolation: programs are those of the mapping files, and see the file system and the network as the agent's user does.
 * Of the pods that end by themselves a bounded number starts at once, and all else on the machine goes before them.
 * Not there: commands of a container's own, exec probes, resource limits, security contexts, lifecycle hooks, sidecar and
 * ephemeral containers, service-account tokens, persistent and host volumes.
 */
public final class NodeAgent implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(NodeAgent.class);
    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private final NodeSettings settings;
    private final AgentFolder data;
    private final ScheduledExecutorService clock;
    private final Checks checks;
    private final ClusterCache cluster;
    private final ForwardProxy proxy;
    private final Pods pods;
    private final NodeCounters counters;

    private NodeAgent(KubernetesClient client, NodeSettings settings) throws IOException {
        this.settings = settings;
        this.counters = new NodeCounters();
        ImageMap images = new ImageMap(settings.mappings(), new Placeholders(settings.placeholders()));
        this.data = AgentFolder.open(settings.data());
        this.clock = Executors.newScheduledThreadPool(
                1, Thread.ofPlatform().daemon().name("node-clock").factory());
        this.checks = new Checks();
        this.cluster = new ClusterCache(client, settings.namespaces());
        this.proxy = data.startProxy(settings.proxyPort(), new ServiceResolver(cluster, settings.defaultNamespace()));
        PodApi api = new PodApi(client);
        SupervisorScript supervisor = new SupervisorScript(
                settings.data(),
                settings.afterDeath() == NodeSettings.AfterDeath.END,
                Math.min(LONGEST_END.toSeconds(), settings.longestGrace().toSeconds()),
                clock);
        Node node = new Node(
                settings,
                api,
                supervisor,
                checks,
                new ContainerPlan.Surroundings(images, new Preparations(), settings.environment(), proxy.url(), api),
                new PortLedger(),
                new StartPlaces(settings.startsAtOnce()),
                counters,
                clock);
        this.pods = new Pods(node, settings.data().resolve("pods"));
    }

    /**
     * Starts an agent: returns when it knows all pods, and has ended what an earlier agent left of pods that are gone.
     *
     * @throws IOException when its data folder is used by another agent or cannot be written, or its port is taken
     * @throws IllegalArgumentException when a mapping file is wrong
     */
    public static NodeAgent start(KubernetesClient client, NodeSettings settings) throws IOException {
        NodeAgent agent = new NodeAgent(client, settings);
        try {
            new NodeRegistration(client, settings.name()).register();
            if (settings.heartbeats()) {
                new NodeHeartbeat(client, settings.name()).start(agent.clock);
            }
            agent.cluster.start(agent.pods);
            agent.pods.forgetOthers(agent.cluster.uids());
        } catch (RuntimeException failed) {
            agent.close();
            throw failed;
        }
        log.info("node agent runs; node={} data={} proxy={}", settings.name(), settings.data(), agent.proxyUrl());
        return agent;
    }

    /** True of a Node object that an agent made. */
    public static boolean isOurs(HasMetadata node) {
        return NodeRegistration.isOurs(node);
    }

    /** What pods print. */
    public PodLogs logs() {
        return pods.logs();
    }

    /** The forward proxy's address, such as {@code http://127.0.0.1:40001}. */
    public String proxyUrl() {
        return proxy.url();
    }

    /** Whether the agent sees what happens at the API server. */
    public boolean health() {
        return cluster.watching();
    }

    /** How often it has done that. */
    public long count(NodeCounters.Deed deed) {
        return counters.count(deed);
    }

    /** Ends the agent, and the programs of its pods unless they are to go on. What the API server says stays as it is. */
    @Override
    public void close() {
        cluster.close();
        boolean end = settings.afterDeath() == NodeSettings.AfterDeath.END;
        pods.shutdown(end, LONGEST_END.compareTo(settings.longestGrace()) < 0 ? LONGEST_END : settings.longestGrace());
        proxy.close();
        checks.close();
        clock.shutdownNow();
        data.close();
    }
}
