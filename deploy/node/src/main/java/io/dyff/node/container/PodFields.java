package io.dyff.node.container;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields of a pod that its containers may ask for (downward API). */
public record PodFields(Pod pod, String nodeName) {

    private static final Pattern KEYED = Pattern.compile("metadata\\.(labels|annotations)\\['(.+)']");
    static final String LOOPBACK = "127.0.0.1";

    /**
     * The value of a field; empty text for an absent label or annotation.
     *
     * @throws ContainerConfigException when the field is not one of those that can be asked for
     */
    public String get(String path) {
        Matcher keyed = KEYED.matcher(path);
        if (keyed.matches()) {
            String value = map(keyed.group(1)).get(keyed.group(2));
            return value == null ? "" : value;
        }
        return switch (path) {
            case "metadata.name" -> pod.getMetadata().getName();
            case "metadata.namespace" -> pod.getMetadata().getNamespace();
            case "metadata.uid" -> pod.getMetadata().getUid();
            case "metadata.labels" -> lines(map("labels"));
            case "metadata.annotations" -> lines(map("annotations"));
            case "spec.nodeName" -> nodeName;
            case "spec.serviceAccountName" -> orEmpty(pod.getSpec().getServiceAccountName());
            case "status.podIP", "status.podIPs", "status.hostIP", "status.hostIPs" -> LOOPBACK;
            default ->
                throw ContainerConfigException.wrong("fieldRef " + path + " is not a field of a pod that can be read");
        };
    }

    private Map<String, String> map(String name) {
        Map<String, String> map = name.equals("labels")
                ? pod.getMetadata().getLabels()
                : pod.getMetadata().getAnnotations();
        return map == null ? Map.of() : map;
    }

    private static String lines(Map<String, String> map) {
        return map.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + "=\""
                        + entry.getValue().replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining("\n"));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
