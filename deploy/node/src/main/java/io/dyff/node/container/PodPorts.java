package io.dyff.node.container;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The free ports of this machine that stand for a pod's container ports.
 *
 * @param real port of this machine per container port
 */
public record PodPorts(SortedMap<Integer, Integer> real) {

    /** An annotation with this prefix and a container port names the real port. */
    public static final String ANNOTATION = "dyff.io/port-";

    public PodPorts {
        real = Collections.unmodifiableSortedMap(new TreeMap<>(real));
    }

    /** The annotations that tell everybody. */
    public Map<String, String> annotations() {
        Map<String, String> annotations = new TreeMap<>();
        real.forEach((port, actual) -> annotations.put(ANNOTATION + port, actual.toString()));
        return annotations;
    }

    /** The real port behind a container's port, given by number or name; a number that is no container port is real itself. */
    public Optional<Integer> resolve(Container container, IntOrString port) {
        return number(container, port).map(number -> real.getOrDefault(number, number));
    }

    /** The container port that a number or name means in a pod. */
    public static Optional<Integer> number(Pod pod, IntOrString port) {
        return pod.getSpec().getContainers().stream()
                .map(container -> number(container, port))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Integer> number(Container container, IntOrString port) {
        String name = port.getStrVal();
        if (name == null) {
            return Optional.ofNullable(port.getIntVal());
        }
        if (name.chars().allMatch(Character::isDigit)) {
            return Optional.of(Integer.valueOf(name));
        }
        return container.getPorts().stream()
                .filter(each -> name.equals(each.getName()))
                .map(ContainerPort::getContainerPort)
                .findFirst();
    }
}
