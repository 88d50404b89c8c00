package io.dyff.kube.print;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.Json;
import io.dyff.kube.object.ResourceType;
import io.dyff.kube.object.ResourceTypes;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of built-in kinds, with every state that they tell apart. */
class TablesTest {

    private static final JsonNode OBJECTS = Json.resource(TablesTest.class, "in-objects.yaml");
    private static final JsonNode EXPECTED = Json.resource(TablesTest.class, "out-tables.yaml");

    private final Tables tables = new Tables(Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC));

    static Stream<ResourceType> builtIns() {
        return new ResourceTypes().all().stream();
    }

    @ParameterizedTest
    @MethodSource("builtIns")
    void shouldPrintBuiltInKind(ResourceType type) {
        ObjectNode table = tables.table(type, objects(type.kind()), Json.object(), true, Tables.Rows.NOTHING);

        assertThat(Json.same(table, EXPECTED.path(type.resource())))
                .withFailMessage(() -> type.resource() + ":\n" + table.toPrettyString())
                .isTrue();
    }

    private static List<ObjectNode> objects(String kind) {
        List<ObjectNode> objects = new ArrayList<>();
        OBJECTS.forEach(object -> {
            if (object.path("kind").asText().equals(kind)) {
                objects.add((ObjectNode) object);
            }
        });
        assertThat(objects).as(kind).isNotEmpty();
        return objects;
    }
}
