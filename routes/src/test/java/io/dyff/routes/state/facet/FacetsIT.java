package io.dyff.routes.state.facet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.entity.TestingVectors;
import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.testing.TestingDatabase;
import io.dyff.routes.testing.TestingPlatform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is worked out here is what the database works out. */
class FacetsIT {
    private static final TestingDatabase DATABASE = TestingPlatform.database();
    private static final JdbcClient JDBC = JdbcClient.create(DATABASE.dataSource());
    private static final Kinds KINDS = Kinds.standard();
    private static final DataFiles FILES = new DataFiles(Overrides.none());
    private static Facets facets = new Facets("", Map.of());

    @BeforeAll
    static void store() {
        Filters filters = new Filters(KINDS, DATABASE.dataSource(), FILES);
        filters.store();
        facets = filters.facets();
    }

    static Stream<String> kinds() {
        return KINDS.all().stream().map(Kind::name);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldFindAnEntityByTheSame(String kind) throws IOException {
        ObjectNode entity = (ObjectNode) TestingVectors.read("examples/" + kind + ".json");
        entity.put("kind", kind);
        assertThat(facets.of(entity)).isPresent();
        check(kind, entity);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'name': 'n', 'status': 'Ready', 'reason': null, 'labels': {'a': '1', 'b': null, 'c': 3, 'd': true}}",
                "{'name': null, 'status': 'Created', 'reason': 'Why', 'labels': null}",
                "{'name': 12.50, 'status': 1e3, 'reason': -0.0, 'labels': [1, 2]}",
                "{'name': true, 'model': [{'id': 'a', 'name': 'x'}, {'id': 'b'}, {'id': 'a'}, 4, [{'id': 'c'}]]}",
                "{'name': 'quote \\' back \\\\ {brace}, comma', 'labels': {'k \\' x': 'v\\tw'}}",
                "{'name': 'e\u0301 \ud83d\ude00', 'status': 'Ready', 'model': {'id': 'm', 'name': ['p', 'q', null]}}",
                "{'name': {'a': 1}, 'status': 'Ready'}",
                "{'name': 'n', 'status': ['Ready']}",
                "{'name': 'n', 'model': {'id': {'deep': 1}}}"
            })
    void shouldFindOddEntitiesByTheSameOrLeaveThemToTheDatabase(String json) throws IOException {
        check(
                "InferenceService",
                ((ObjectNode) Json.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)))
                        .put("kind", "InferenceService"));
    }

    @Test
    void shouldHoldLongTextsShort() {
        ObjectNode entity = Json.object().put("kind", "Model").put("name", "\ud83d\ude00".repeat(600));
        check("Model", entity);
        check("Model", entity.put("name", "x".repeat(200)));
        check("Model", entity.put("name", "x".repeat(201)));
    }

    @Test
    void shouldTakeWhatWasWorkedOutByTheFiltersThatHoldOnly() {
        assertThat(stored("1", facets.version())).containsExactly("given");
        assertThat(stored("2", "older")).containsExactly("Model/name=m");
        assertThat(stored("3", null)).containsExactly("Model/name=m");
    }

    private static List<String> stored(String id, String filters) {
        ObjectNode row = Json.object()
                .put("id", id)
                .put("kind", "Model")
                .put("account", "a")
                .put("status", "Ready")
                .put("created_at", "2026-01-01T00:00:00Z")
                .put("version", 1)
                .put("partition", 0)
                .put("filters", filters);
        row.putArray("facets").add("given");
        row.putObject("body").put("name", "m");
        JDBC.sql(FILES.text("upsert-entity.sql")).param("rows", "[" + row + "]").update();
        return JDBC.sql("select unnest(facets) from entity where id = ?")
                .param(id)
                .query(String.class)
                .list();
    }

    private static void check(String kind, JsonNode entity) {
        String json = new String(Json.bytes(entity), StandardCharsets.UTF_8);
        facets.of(entity).ifPresent(derived -> {
            assertThat(derived.facets())
                    .containsExactlyInAnyOrderElementsOf(JDBC.sql("select unnest(facets(?, cast(? as jsonb)))")
                            .params(kind, json)
                            .query(String.class)
                            .list());
            assertThat(derived.name())
                    .isEqualTo(JDBC.sql("select sort_name(cast(? as jsonb))")
                            .param(json)
                            .query(String.class)
                            .single());
        });
    }
}
