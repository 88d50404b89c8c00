package io.dyff.operator.steps.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.operator.steps.TestingManifest;
import java.util.Base64;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every schema string of contract/data/vectors/data_frames.json. */
class ArrowSchemaTest {

    private static final JsonNode VECTORS = TestingManifest.vectors("data_frames");

    /** Arrow type names of the vectors, and what DuckDB calls them. */
    private static final Map<String, String> DUCKDB = Map.ofEntries(
            Map.entry("int64", "BIGINT"),
            Map.entry("int8", "TINYINT"),
            Map.entry("uint64", "UBIGINT"),
            Map.entry("string", "VARCHAR"),
            Map.entry("float", "FLOAT"),
            Map.entry("double", "DOUBLE"),
            Map.entry("bool", "BOOLEAN"),
            Map.entry("binary", "BLOB"),
            Map.entry("fixed_size_binary[16]", "BLOB"),
            Map.entry("list<item: int32>", "INTEGER[]"),
            Map.entry("list<item: string>", "VARCHAR[]"),
            Map.entry("struct<a: string>", "STRUCT(\"a\" VARCHAR)"),
            Map.entry(
                    "list<item: struct<_response_index_: int64, text: string>>",
                    "STRUCT(\"_response_index_\" BIGINT, \"text\" VARCHAR)[]"),
            Map.entry(
                    "list<item: struct<_response_index_: int64, label: string, text: string>>",
                    "STRUCT(\"_response_index_\" BIGINT, \"label\" VARCHAR, \"text\" VARCHAR)[]"),
            Map.entry(
                    "list<item: struct<_response_index_: int64, tokens: list<item: string>>>",
                    "STRUCT(\"_response_index_\" BIGINT, \"tokens\" VARCHAR[])[]"),
            Map.entry(
                    "list<item: struct<_response_index_: int64, data: binary, mediaType: string>>",
                    "STRUCT(\"_response_index_\" BIGINT, \"data\" BLOB, \"mediaType\" VARCHAR)[]"));

    @TestFactory
    Stream<DynamicTest> shouldDecodeSchemaStrings() {
        Stream<DynamicTest> strings = VECTORS.get("arrow_schema_strings").properties().stream()
                .map(v -> DynamicTest.dynamicTest(v.getKey(), () -> check(v.getValue(), "base64")));
        Stream<DynamicTest> named = VECTORS.get("named_schemas").properties().stream()
                .map(v -> DynamicTest.dynamicTest(v.getKey(), () -> check(v.getValue(), "arrowSchema")));
        return Stream.concat(strings, named);
    }

    private static void check(JsonNode vector, String key) throws DataException {
        SequencedMap<String, DataType> columns =
                ArrowSchema.decode(vector.get(key).textValue());
        assertThat(columns).hasSize(vector.get("fields").size());
        for (JsonNode field : vector.get("fields")) {
            assertThat(columns.get(field.get("name").textValue()).sql())
                    .isEqualTo(DUCKDB.get(field.get("type").textValue()));
        }
    }

    @Test
    void shouldKeepTheOrderOfFields() throws Exception {
        JsonNode all = VECTORS.at("/arrow_schema_strings/all_types");
        assertThat(ArrowSchema.decode(all.get("base64").textValue()).keySet())
                .containsExactly("_index_", "_replication_", "f32", "f64", "i8", "u64", "b", "bin", "uuid", "l", "s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%%%", "AAAA", "/////wAAAAA=", "/////3cAAAAA", "/////xAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void shouldRefuseWhatIsNoSchema(String text) {
        assertThatThrownBy(() -> ArrowSchema.decode(text))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("arrowSchema");
    }

    @Test
    void shouldRefuseASchemaThatIsCutOff() {
        byte[] whole = Base64.getDecoder().decode(TestingManifest.textOutputSchema());
        for (int length = 0; length < whole.length - 8; length += 7) {
            String cut = Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> ArrowSchema.decode(cut)).isInstanceOf(DataException.class);
        }
    }

    @Test
    void shouldRefuseFieldsThatDifferInCaseOnly() {
        byte[] schema = Base64.getDecoder()
                .decode(VECTORS.at("/arrow_schema_strings/all_types/base64").textValue());
        String twins = new String(schema, ISO_8859_1).replace("f64", "F32");
        assertThatThrownBy(() -> ArrowSchema.decode(Base64.getEncoder().encodeToString(twins.getBytes(ISO_8859_1))))
                .isInstanceOf(DataException.class)
                .hasMessage("arrowSchema has the fields f32 and F32, which must differ in more than case");
    }
}
