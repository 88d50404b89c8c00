package io.dyff.node.pod;

import io.dyff.node.LogOptions;
import io.dyff.node.PodLogs;
import io.dyff.node.container.AttemptFolder;
import io.dyff.node.log.ContainerLog;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the logs of the node's pods on disk. */
final class StoredLogs implements PodLogs {

    private final BiFunction<String, String, Optional<PodRunner>> runners;

    StoredLogs(BiFunction<String, String, Optional<PodRunner>> runners) {
        this.runners = runners;
    }

    @Override
    public InputStream open(
            String namespace, String pod, @Nullable String uid, @Nullable String container, LogOptions options)
            throws IOException {
        PodRunner runner = runners.apply(namespace, pod)
                .filter(found ->
                        uid == null || uid.equals(found.pod().getMetadata().getUid()))
                .orElseThrow(() -> new Unavailable(404, "pod " + namespace + "/" + pod + " is not on this node"));
        String name = container(runner.pod(), container);
        List<AttemptFolder> attempts = runner.folder().attempts(name);
        int index = attempts.size() - (options.previous() ? 2 : 1);
        if (index < 0) {
            throw new Unavailable(
                    400,
                    options.previous()
                            ? "previous terminated container \"" + name + "\" in pod \"" + pod + "\" not found"
                            : "container \"" + name + "\" in pod \"" + pod + "\" is waiting to start");
        }
        AttemptFolder attempt = attempts.get(index);
        return new ContainerLog(attempt.log()).open(options, () -> runner.runs(name, attempt.number()));
    }

    private static String container(Pod pod, @Nullable String wanted) throws Unavailable {
        List<Container> containers = pod.getSpec().getContainers();
        String podName = pod.getMetadata().getName();
        if (wanted == null || wanted.isEmpty()) {
            if (containers.size() != 1) {
                throw new Unavailable(400, "a container name must be specified for pod " + podName);
            }
            return containers.getFirst().getName();
        }
        return Stream.concat(pod.getSpec().getInitContainers().stream(), containers.stream())
                .map(Container::getName)
                .filter(wanted::equals)
                .findFirst()
                .orElseThrow(() -> new Unavailable(400, "container " + wanted + " is not valid for pod " + podName));
    }
}
