package io.dyff.kube.patch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.Json;
import io.dyff.kube.schema.Schema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What kubectl applied before it applied on the server: it stands in an annotation, and may be taken over without force by
 * kubectl, and by nobody else.
 */
final class LastApplied {

    private static final String KUBECTL = "kubectl";
    private static final String ANNOTATION = "kubectl.kubernetes.io/last-applied-configuration";

    private LastApplied() {}

    /** Empty for all others, and when there is none that can be read. */
    static FieldSet of(Schema schema, ObjectNode live, ManagedFields.Writer writer) {
        String text = live.path("metadata").path("annotations").path(ANNOTATION).asText("");
        if (text.isEmpty() || !writer.manager().equals(KUBECTL)) {
            return new FieldSet();
        }
        try {
            return Json.parse(text.getBytes(StandardCharsets.UTF_8)) instanceof ObjectNode applied
                    ? FieldSet.of(schema, applied)
                    : new FieldSet();
        } catch (IOException e) {
            return new FieldSet();
        }
    }
}
