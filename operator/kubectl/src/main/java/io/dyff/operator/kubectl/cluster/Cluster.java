package io.dyff.operator.kubectl.cluster;

import io.dyff.operator.api.DyffGroup;
import io.dyff.operator.api.DyffResource;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The cluster that a command asks. Whatever goes wrong is a {@link PluginException}. */
public final class Cluster implements AutoCloseable {

    /** A session may have a thousand pods; what keeps a few of them keeps the others. */
    private static final int OBJECTS_WITH_EVENTS = 20;

    private final KubernetesClient client;
    private final String namespace;

    /** @param namespace instead of the context's */
    public Cluster(Config config, @Nullable String namespace) {
        this.client = new KubernetesClientBuilder().withConfig(config).build();
        this.namespace =
                namespace != null ? namespace : client.getNamespace() == null ? "default" : client.getNamespace();
    }

    /** The namespace that it looks at. */
    public String namespace() {
        return namespace;
    }

    /** The resource and all that belongs to it, at this moment. */
    public Snapshot snapshot(Target target) {
        return asking(() -> {
            DyffResource<?> primary = find(target);
            List<String> hidden = new ArrayList<>();
            List<HasMetadata> children = new Children(client, namespace, hidden).of(primary);
            List<Event> events = events(
                    Stream.concat(Stream.of(primary), children.stream())
                            .limit(OBJECTS_WITH_EVENTS)
                            .toList(),
                    hidden);
            List<Reference> uses = References.of(primary, client, namespace, hidden);
            return new Snapshot(primary, children, uses, events, hidden, Instant.now());
        });
    }

    /** Copies what a container has said so far. */
    public void log(Pod pod, String container, OutputStream out) {
        asking(() -> {
            try (InputStream log = client.pods()
                    .inNamespace(namespace)
                    .withName(pod.getMetadata().getName())
                    .inContainer(container)
                    .getLogInputStream()) {
                log.transferTo(out);
            } catch (IOException e) {
                throw new PluginException(ExitCode.FAILED, "the log broke off: " + e.getMessage());
            }
            return true;
        });
    }

    /** Copies what a container says until it ends. */
    public void follow(Pod pod, String container, OutputStream out) {
        asking(() -> {
            try (LogWatch watch = client.pods()
                            .inNamespace(namespace)
                            .withName(pod.getMetadata().getName())
                            .inContainer(container)
                            .watchLog();
                    InputStream log = watch.getOutput()) {
                byte[] part = new byte[8192];
                for (int length = log.read(part); length >= 0; length = log.read(part)) {
                    out.write(part, 0, length);
                    out.flush();
                }
            } catch (IOException e) {
                throw new PluginException(ExitCode.FAILED, "the log broke off: " + e.getMessage());
            }
            return true;
        });
    }

    @Override
    public void close() {
        client.close();
    }

    private DyffResource<?> find(Target target) {
        DyffResource<?> found = client.resources(target.kind())
                .inNamespace(namespace)
                .withName(target.name())
                .get();
        if (found != null) {
            return found;
        }
        if (client.getApiGroup(DyffGroup.NAME) == null) {
            throw new PluginException(
                    ExitCode.NOT_FOUND,
                    "%s has no kinds of %s: `kubectl apply --server-side -k deploy/crd` brings them"
                            .formatted(client.getMasterUrl(), DyffGroup.NAME));
        }
        throw new PluginException(
                ExitCode.NOT_FOUND,
                "there is no %s in the namespace %s; `kubectl -n %s get %s` lists what there is"
                        .formatted(target.words(), namespace, namespace, HasMetadata.getPlural(target.kind())));
    }

    private List<Event> events(List<HasMetadata> objects, List<String> hidden) {
        try {
            return objects.stream()
                    .flatMap(object -> client
                            .v1()
                            .events()
                            .inNamespace(namespace)
                            .withField(
                                    "involvedObject.uid", object.getMetadata().getUid())
                            .list()
                            .getItems()
                            .stream())
                    .sorted(Comparator.comparing(EventTimes::last))
                    .toList();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                throw e;
            }
            hidden.add(Refusals.words(e));
            return List.of();
        }
    }

    private <T> T asking(Supplier<T> question) {
        try {
            return question.get();
        } catch (KubernetesClientException e) {
            throw Refusals.explain(e, String.valueOf(client.getMasterUrl()));
        }
    }
}
