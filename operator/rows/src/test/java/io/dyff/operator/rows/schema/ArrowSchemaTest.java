package io.dyff.operator.rows.schema;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.operator.rows.TestingVectors;
import java.util.Base64;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every schema string of contract/data/vectors/data_frames.json. */
class ArrowSchemaTest {

    private static final JsonNode VECTORS = TestingVectors.vectors("data_frames");

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
            assertThat(inWords(columns.get(field.get("name").textValue())))
                    .isEqualTo(field.get("type").textValue());
        }
    }

    /** A type as Arrow writes it. */
    private static String inWords(DataType type) {
        return switch (type) {
            case DataType.Plain plain -> plain.name();
            case DataType.Json json -> "extension<arrow.json>";
            case DataType.Bytes bytes -> bytes.width() == 0 ? "binary" : "fixed_size_binary[" + bytes.width() + "]";
            case DataType.ListOf list -> "list<item: " + inWords(list.element()) + ">";
            case DataType.StructOf struct ->
                struct.fields().entrySet().stream()
                        .map(field -> field.getKey() + ": " + inWords(field.getValue()))
                        .collect(Collectors.joining(", ", "struct<", ">"));
        };
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
        byte[] whole = Base64.getDecoder().decode(TestingVectors.textOutputSchema());
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
