package io.dyff.routes.entity;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Facts of the contract as test data. */
public final class TestingVectors {
    private TestingVectors() {}

    public static JsonNode read(String file) {
        try (InputStream in =
                Objects.requireNonNull(TestingVectors.class.getResourceAsStream("/contract/" + file), file)) {
            return Json.parse(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Stream<JsonNode> cases(String file, String pointer) {
        JsonNode list = read(file).at(pointer);
        if (list.isEmpty()) {
            throw new IllegalArgumentException(file + " has no cases at " + pointer);
        }
        return StreamSupport.stream(list.spliterator(), false);
    }
}
