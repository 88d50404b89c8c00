package io.dyff.routes.attest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kind.Evidence;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is attested of an entity. Source of the form: in-toto attestation framework, spec/v1/statement.md. Its subject are the
 * files of the result, its predicate what a program has found of them, what the entity asked for, and what it refers to.
 */
final class Statement {
    private static final String TYPE = "https://in-toto.io/Statement/v1";

    /** What may change after the end, or says nothing of the work. */
    private static final List<String> NOT_ATTESTED =
            List.of("status", "reason", "message", "labels", "annotations", "metadata");

    private Statement() {}

    /**
     * @param entity whole
     * @param version of the entity: offset of the last event in it
     * @param found {@code .dyff/evidence.json}
     * @param others entities by id, of those that it refers to
     * @param inputs what is attested of what it was computed from
     */
    static byte[] of(
            Evidence evidence,
            ObjectNode entity,
            long version,
            ObjectNode found,
            Map<String, ObjectNode> others,
            ArrayNode inputs,
            Instant now) {
        ObjectNode statement = Json.object().put("_type", TYPE);
        statement.set("subject", subject(found.path("files")));
        statement.put("predicateType", evidence.type());
        ObjectNode predicate = statement.putObject("predicate");
        predicate.setAll(found);
        predicate.set("entity", entity.deepCopy().remove(NOT_ATTESTED));
        predicate.putObject("events").put("lastOffset", version);
        predicate.set("references", references(evidence, entity, others));
        predicate.set("inputs", inputs);
        predicate
                .putObject("times")
                .put("created", entity.path("creationTime").asText())
                .put("attested", now.toString());
        return Json.bytes(statement);
    }

    private static ArrayNode subject(JsonNode files) {
        ArrayNode subject = Json.mapper().createArrayNode();
        for (JsonNode file : files) {
            subject.addObject()
                    .put("name", file.path("path").asText())
                    .putObject("digest")
                    .put("sha256", file.path("sha256").asText());
        }
        return subject;
    }

    private static ObjectNode references(Evidence evidence, ObjectNode entity, Map<String, ObjectNode> others) {
        ObjectNode references = Json.object();
        new TreeMap<>(evidence.of()).forEach((name, part) -> {
            ObjectNode other = others.get(entity.at(part.at()).asText());
            if (other != null) {
                references.set(name, other.deepCopy().retain(part.fields()));
            }
        });
        return references;
    }
}
