package io.dyff.node;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A node agent in a process of its own, so that a test can kill it. Prints "ready" and ends with its input. */
public final class TestingAgentProgram {
    /** How long an answer of the API server may take, in milliseconds, on a machine that has other work. */
    private static final int SLOW_MS = 60_000;

    private TestingAgentProgram() {}

    /** @param args kubeconfig, folder of the test, namespace, what becomes of programs */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[1]);
        NodeSettings settings = NodeSettings.of(
                        "node-" + args[2], folder.resolve("node"), List.of(folder.resolve("images.yaml")))
                .placeholders(java.util.Map.of("classes", "unused"))
                .namespaces(Set.of(args[2]))
                .afterDeath(NodeSettings.AfterDeath.valueOf(args[3]))
                .longestGrace(Duration.ofSeconds(5))
                .build();
        var client = new KubernetesClientBuilder()
                .withConfig(
                        new ConfigBuilder(Config.fromKubeconfig(Path.of(args[0]).toFile()))
                                .withConnectionTimeout(SLOW_MS)
                                .withRequestTimeout(SLOW_MS)
                                .build())
                .build();
        NodeAgent agent = NodeAgent.start(client, settings);
        System.out.println("ready");
        while (System.in.read() >= 0) {
            // waits for the end of its input
        }
        agent.close();
        client.close();
    }
}
