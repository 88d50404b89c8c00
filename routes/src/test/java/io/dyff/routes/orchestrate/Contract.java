package io.dyff.routes.orchestrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The contract's examples and vectors, as they stand in the test resources. */
public final class Contract {
    private Contract() {}

    public static ObjectNode entity(String kind) {
        return (ObjectNode) read("examples/" + kind + ".json");
    }

    public static JsonNode read(String file) {
        try (InputStream in = Objects.requireNonNull(Contract.class.getResourceAsStream("/contract/" + file), file)) {
            return Json.parse(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
