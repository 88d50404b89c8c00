package io.dyff.operator.kubectl.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which cluster, and as whom: what kubectl would use for the same options. */
public final class Connection {
    private static final int CONNECT_MS = 10_000;
    private static final int ANSWER_MS = 60_000;

    private Connection() {}

    /**
     * @param kubeconfig instead of the one of the environment
     * @param context instead of the current one
     * @throws PluginException when they name no cluster
     */
    public static Config read(@Nullable Path kubeconfig, @Nullable String context) {
        Config config = kubeconfig == null ? Config.autoConfigure(context) : of(kubeconfig, context);
        if (context != null && config.getContexts().stream().noneMatch(known -> context.equals(known.getName()))) {
            throw new PluginException(
                    ExitCode.UNAVAILABLE,
                    "there is no context '%s'; there are: %s"
                            .formatted(
                                    context,
                                    config.getContexts().stream()
                                            .map(known -> known.getName())
                                            .sorted()
                                            .collect(Collectors.joining(", "))));
        }
        if (config.getCurrentContext() == null && config.getAutoOAuthToken() == null) {
            throw new PluginException(
                    ExitCode.UNAVAILABLE,
                    "no cluster is named: set KUBECONFIG, or --kubeconfig and --context, as for kubectl");
        }
        // One person waits for one answer: whoever wants another try runs the command again.
        return new ConfigBuilder(config)
                .withConnectionTimeout(CONNECT_MS)
                .withRequestTimeout(ANSWER_MS)
                .withRequestRetryBackoffLimit(0)
                .build();
    }

    private static Config of(Path kubeconfig, @Nullable String context) {
        if (!Files.isReadable(kubeconfig)) {
            throw new PluginException(ExitCode.UNAVAILABLE, "--kubeconfig %s cannot be read".formatted(kubeconfig));
        }
        try {
            return Config.fromKubeconfig(context, kubeconfig.toFile());
        } catch (KubernetesClientException e) {
            throw new PluginException(
                    ExitCode.UNAVAILABLE, "--kubeconfig %s is no kubeconfig: %s".formatted(kubeconfig, e.getMessage()));
        }
    }
}
