package io.dyff.routes.orchestrate.manifest;

import io.dyff.routes.event.Ticket;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Map;

/** On each custom resource: the topics, the partition and the offset of the last event in the entity it was made of. */
public final class EventPosition {
    private static final String ANNOTATION = "dyff.io/event-position";

    private EventPosition() {}

    /** What an object made of this version of its entity carries. */
    public static Map<String, String> annotations(String topicIds, Ticket version) {
        return Map.of(ANNOTATION, topicIds + "/" + version.partition() + "/" + version.offset());
    }

    /** What the object carries, {@code <topic ids>/<partition>/<offset>}; empty when it says nothing. */
    public static String of(GenericKubernetesResource object) {
        Map<String, String> annotations = object.getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault(ANNOTATION, "");
    }
}
