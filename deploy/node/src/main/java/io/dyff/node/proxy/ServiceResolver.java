package io.dyff.node.proxy;

import io.dyff.node.container.PodPorts;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Resolves {@code <service>[.<namespace>[.svc[.cluster.local]]]} to the ready pods that the Service selects, another one
 * first each time. Loopback names lead where they say.
 */
public final class ServiceResolver implements Resolver {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1", "[::1]");

    private final ClusterView cluster;
    private final String defaultNamespace;
    private final AtomicInteger turn = new AtomicInteger();

    /** What the API server says, as far as it is known here. */
    public interface ClusterView {
        Optional<Service> service(String namespace, String name);

        Collection<Pod> pods(String namespace);
    }

    public ServiceResolver(ClusterView cluster, String defaultNamespace) {
        this.cluster = cluster;
        this.defaultNamespace = defaultNamespace;
    }

    @Override
    public Resolution resolve(String host, int port) {
        String name = host.toLowerCase(Locale.ROOT);
        if (LOOPBACK.contains(name)) {
            return new Resolution.Found(List.of(new InetSocketAddress("127.0.0.1", port)));
        }
        String[] labels = name.split("\\.", -1);
        boolean service =
                List.of(labels).stream().allMatch(label -> LABEL.matcher(label).matches())
                        && (labels.length <= 2
                                || labels.length == 3 && labels[2].equals("svc")
                                || labels.length == 5 && name.endsWith(".svc.cluster.local"));
        if (!service) {
            return new Resolution.Refused(403, host + " is neither a Service of this platform nor a loopback name");
        }
        return resolve(labels.length == 1 ? defaultNamespace : labels[1], labels[0], port);
    }

    private Resolution resolve(String namespace, String name, int port) {
        Optional<Service> service = cluster.service(namespace, name);
        if (service.isEmpty()) {
            return new Resolution.Refused(502, "there is no Service " + namespace + "/" + name);
        }
        Map<String, String> selector = service.get().getSpec().getSelector();
        if (selector == null || selector.isEmpty()) {
            return new Resolution.Refused(502, "Service " + namespace + "/" + name + " selects no pods");
        }
        Optional<ServicePort> wanted = service.get().getSpec().getPorts().stream()
                .filter(each -> each.getPort() == port)
                .findFirst();
        if (wanted.isEmpty()) {
            return new Resolution.Refused(502, "Service " + namespace + "/" + name + " has no port " + port);
        }
        List<InetSocketAddress> addresses = addresses(namespace, selector, wanted.get());
        return addresses.isEmpty()
                ? new Resolution.Refused(503, "Service " + namespace + "/" + name + " has no ready pod")
                : new Resolution.Found(addresses);
    }

    private List<InetSocketAddress> addresses(String namespace, Map<String, String> selector, ServicePort port) {
        List<InetSocketAddress> addresses = new ArrayList<>();
        cluster.pods(namespace).stream()
                .filter(pod -> selected(pod, selector) && ready(pod))
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .forEach(pod -> address(pod, port).ifPresent(addresses::add));
        if (!addresses.isEmpty()) {
            Collections.rotate(addresses, Math.floorMod(turn.getAndIncrement(), addresses.size()));
        }
        return addresses;
    }

    private static boolean selected(Pod pod, Map<String, String> selector) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        return labels != null && labels.entrySet().containsAll(selector.entrySet());
    }

    private static boolean ready(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null
                && pod.getStatus() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(each -> each.getType().equals("Ready")
                                && each.getStatus().equals("True"));
    }

    private static Optional<InetSocketAddress> address(Pod pod, ServicePort port) {
        IntOrString target = port.getTargetPort() == null ? new IntOrString(port.getPort()) : port.getTargetPort();
        Optional<Integer> number = PodPorts.number(pod, target);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> annotations = pod.getMetadata().getAnnotations();
        String real = annotations == null ? null : annotations.get(PodPorts.ANNOTATION + number.get());
        String ip = pod.getStatus().getPodIP();
        if (real != null && real.matches("[0-9]{1,5}")) {
            return Optional.of(new InetSocketAddress("127.0.0.1", Integer.parseInt(real)));
        }
        return Optional.ofNullable(ip).map(address -> new InetSocketAddress(address, number.get()));
    }
}
