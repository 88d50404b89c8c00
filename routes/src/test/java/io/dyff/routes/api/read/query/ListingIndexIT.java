package io.dyff.routes.api.read.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.state.facet.Facet;
import io.dyff.routes.state.facet.Filters;
import io.dyff.routes.testing.TestingDatabase;
import io.dyff.routes.testing.TestingEntities;
import io.dyff.routes.testing.TestingPlatform;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What listings find, and by which index, in a real database. */
class ListingIndexIT {
    private static final Kinds KINDS = Kinds.standard();
    private static final int MANY = 20_000;
    private static final TestingDatabase DATABASE = TestingPlatform.database();
    private final JdbcClient jdbc = DATABASE.jdbc();
    private final Filters filters = filters(KINDS);

    @BeforeEach
    void storeFilters() {
        filters.store();
    }

    static List<Kind> kinds() {
        return List.copyOf(KINDS.all());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldFindByTheIndexWhatItFindsInTheEntities(Kind kind) {
        assertThat(filters.areStored(kind)).isTrue();
        for (Map.Entry<String, JsonPointer> filter : kind.filters().entrySet()) {
            String value = "v" + TestingEntities.id();
            String id = insert(kind, filter.getValue(), value);
            insert(kind, filter.getValue(), "other");
            for (String searched : List.of(value, "nothing")) {
                List<String> expected = searched.equals(value) ? List.of(id) : List.of();
                assertThat(ids(kind, Map.of(filter.getKey(), searched), true)).isEqualTo(expected);
                assertThat(ids(kind, Map.of(filter.getKey(), searched), false)).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "ä😀", "\"quoted\" \\ and {braced}"})
    void shouldWriteFacetsAsTheDatabaseDoes(String part) {
        Kind model = KINDS.get("Model");
        for (String value : List.of(part, part.repeat(100), part.repeat(1_000))) {
            String id = insert(model, JsonPointer.compile("/name"), value);
            assertThat(jdbc.sql("select unnest(facets) from entity where id = ?")
                            .param(id)
                            .query(String.class)
                            .list())
                    .contains(Facet.of(model, "name", value));
            assertThat(ids(model, Map.of("name", value), true)).containsExactly(id);
        }
    }

    @Test
    void shouldFindRowsByAFilterThatWasAddedLater() {
        Kind model = KINDS.get("Model");
        String id = insert(model, JsonPointer.compile("/artifact/kind"), "Mock");
        Kinds extended = Kinds.read("""
                edits: []
                kinds:
                  - name: Model
                    resource: models
                    filters: { artifact: /artifact/kind }
                    success: Ready
                    failure: Error
                """);
        Kind later = extended.get("Model");
        Filters changed = filters(extended);
        assertThat(changed.areStored(later)).isFalse();
        assertThat(changed.store()).contains("Model");
        assertThat(changed.areStored(later)).isTrue();
        assertThat(ids(later, Map.of("artifact", "Mock"), true)).contains(id);
        assertThat(changed.store()).isEmpty();
    }

    @Test
    void shouldHaveAnIndexForEveryFilterAndOrder() {
        fill();
        Kind model = KINDS.get("Model");
        for (Map<String, String> rare : List.of(
                Map.of("name", "m4711"),
                Map.of("status", "Rare"),
                Map.of("reason", "Rare"),
                Map.of("labels", "{\"team\":\"rare\"}"))) {
            assertThat(plan(model, rare)).as(rare.toString()).contains("entity_by_facet");
        }
        assertThat(plan(model, Map.of("account", "a7"))).contains("entity_by_account");
        for (Map<String, String> common : List.of(Map.<String, String>of(), Map.of("status", "Ready"))) {
            assertThat(plan(model, common)).contains("entity_by_kind").doesNotContain("Sort");
        }
        for (String field : List.of("creationTime", "id", "name", "status")) {
            for (String order : List.of("ascending", "descending")) {
                String after = field.equals("creationTime") ? "[\"2026-01-01T00:00:00Z\",\"a\"]" : "[\"m\",\"a\"]";
                Map<String, String> page = Map.of("orderBy", field, "order", order, "after", after);
                assertThat(plan(model, page))
                        .as(page.toString())
                        .contains("Index")
                        .doesNotContain("Sort");
            }
        }
    }

    @Test
    void shouldSortByOtherFieldsOnlyWhatIsFew() {
        Kind dataset = KINDS.get("Dataset");
        for (int i = 0; i < 4; i++) {
            insert(dataset, JsonPointer.compile("/name"), "few");
        }
        QueryStatement statement =
                statement(dataset, Map.of("name", "few", "orderBy", "artifacts", "order", "ascending"), 3, true);
        List<Map<String, Object>> rows =
                jdbc.sql(named(statement)).params(statement.values()).query().listOfRows();
        Sorting.check(rows, 4);
        assertThatThrownBy(() -> Sorting.check(rows, 3))
                .hasMessageContaining("sorts no more than 3 entities")
                .hasMessageContaining("creationTime, id, name, status");
    }

    private static Filters filters(Kinds kinds) {
        return new Filters(kinds, DATABASE.dataSource(), new DataFiles(Overrides.none()));
    }

    /** Stored as the sink does. */
    private String insert(Kind kind, JsonPointer path, String value) {
        String id = TestingEntities.id();
        ObjectNode body = TestingEntities.evaluation(id).put("kind", kind.name());
        set(body, path, value);
        ObjectNode row = Json.object()
                .put("id", id)
                .put("kind", kind.name())
                .put("account", "test")
                .put("status", "Created")
                .put("created_at", body.path("creationTime").asText())
                .put("version", 1)
                .put("partition", 0);
        row.set("body", body);
        jdbc.sql(new DataFiles(Overrides.none()).text("upsert-entity.sql"))
                .param("rows", "[" + row + "]")
                .update();
        return id;
    }

    private static void set(ObjectNode body, JsonPointer path, String value) {
        JsonNode node = Json.mapper().getNodeFactory().textNode(value);
        for (JsonPointer rest = path; !rest.matches(); rest = rest.head()) {
            JsonNode inner = node;
            String name = rest.last().getMatchingProperty();
            node = name.equals("*")
                    ? Json.mapper().createArrayNode().add(inner)
                    : Json.object().<ObjectNode>set(name, inner);
        }
        body.setAll((ObjectNode) node);
    }

    private void fill() {
        jdbc.sql("""
                insert into entity (id, kind, account, status, reason, created_at, version, partition, body)
                select md5(n::text), 'Model', 'a' || n % 1000, status, reason,
                       timestamptz '2026-01-01 00:00:00Z' + n * interval '1 second', 0, 0,
                       jsonb_build_object('name', 'm' || n, 'status', status, 'reason', reason,
                                          'labels', jsonb_build_object('team', case n % 5000 when 9 then 'rare' else 'a' end))
                  from generate_series(1, :many) as n,
                       lateral (select case n % 5000 when 7 then 'Rare' else 'Ready' end,
                                       case n % 5000 when 8 then 'Rare' end) as word (status, reason)
                """).param("many", MANY).update();
        jdbc.sql("analyze entity").update();
    }

    private String plan(Kind kind, Map<String, String> parameters) {
        QueryStatement statement = statement(kind, parameters, 50, true);
        return String.join(
                "\n",
                jdbc.sql("explain " + named(statement))
                        .params(statement.values())
                        .query(String.class)
                        .list());
    }

    private List<String> ids(Kind kind, Map<String, String> parameters, boolean indexed) {
        QueryStatement statement = statement(kind, parameters, 50, indexed);
        return jdbc.sql(named(statement))
                .params(statement.values())
                .query((row, n) -> row.getString("id"))
                .list();
    }

    private static QueryStatement statement(Kind kind, Map<String, String> parameters, long sorted, boolean indexed) {
        QueryRequest request = QueryRequest.of(kind, parameters.keySet(), parameters::get);
        return QueryStatement.of(kind, request, Reach.everything(null), 50, sorted, indexed);
    }

    private static String named(QueryStatement statement) {
        return statement.text().replace(":?", ":");
    }
}
