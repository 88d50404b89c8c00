package io.dyff.kube.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What structural schemas allow, and what they make of objects. */
class SchemaCheckTest {

    private static JsonNode read(String yaml) throws Exception {
        return Json.parseYaml(yaml.getBytes(StandardCharsets.UTF_8));
    }

    private static Schema schema(String yaml) throws Exception {
        return new Schema(read(yaml), ref -> Json.object());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{type: integer}|1|",
                "{type: integer}|1.0|",
                "{type: integer}|1.5|FieldValueTypeInvalid",
                "{type: string}|1|FieldValueTypeInvalid",
                "{type: string, nullable: true}|null|",
                "{type: string}|null|FieldValueTypeInvalid",
                "{type: string, pattern: '^a'}|ba|FieldValueInvalid",
                "{type: string, maxLength: 2}|abc|FieldValueTooLong",
                "{type: string, minLength: 2}|a|FieldValueInvalid",
                "{type: string, format: date-time}|yesterday|FieldValueInvalid",
                "{type: number, minimum: 1, exclusiveMinimum: true}|1|FieldValueInvalid",
                "{type: number, maximum: 1}|1|",
                "{enum: [a, 1]}|1|",
                "{enum: [a, 1]}|b|FieldValueNotSupported",
                "{x-kubernetes-int-or-string: true}|'80%'|",
                "{x-kubernetes-int-or-string: true}|[]|FieldValueTypeInvalid",
                "{type: array, maxItems: 1, items: {type: string}}|[a, b]|FieldValueTooMany",
                "{type: array, x-kubernetes-list-type: set, items: {type: string}}|[a, a]|FieldValueDuplicate",
                "{type: object, required: [a]}|{b: 1}|FieldValueRequired",
                "{oneOf: [{required: [a]}, {required: [b]}]}|{a: 1, b: 1}|FieldValueInvalid",
                "{anyOf: [{required: [a]}, {required: [b]}]}|{b: 1}|"
            })
    void shouldFindWhatIsWrong(String schema, String value, String reason) throws Exception {
        List<Cause> causes = SchemaCheck.check(schema(schema), read(value), "spec");

        assertThat(causes).extracting(Cause::reason).isEqualTo(reason == null ? List.of() : List.of(reason));
    }

    @Test
    void shouldNameThePathOfEachCause() throws Exception {
        Schema schema = schema("{type: object, properties: {list: {type: array, items: {type: object, required: [a]}},"
                + " map: {type: object, additionalProperties: {type: integer}}}}");

        assertThat(SchemaCheck.check(schema, read("{list: [{a: 1}, {}], map: {x: y}}"), ""))
                .extracting(Cause::field)
                .containsExactly("list[1].a", "map.x");
    }

    @Test
    void shouldPruneUnknownFieldsExceptWhereTheyAreKept() throws Exception {
        Schema schema = schema("{type: object, properties: {spec: {type: object, properties: {a: {type: integer},"
                + " free: {type: object, x-kubernetes-preserve-unknown-fields: true}}}}}");
        ObjectNode object =
                (ObjectNode) read("{kind: X, metadata: {name: n}, spec: {a: 1, b: 2, free: {c: 3}}, other: 4}");

        List<String> unknown = Shaping.prune(schema, object);

        assertThat(unknown).containsExactly("spec.b", "other");
        assertThat(object).isEqualTo(read("{kind: X, metadata: {name: n}, spec: {a: 1, free: {c: 3}}}"));
    }

    @Test
    void shouldFillDefaultsBelowWhatIsThere() throws Exception {
        Schema schema = schema(
                "{type: object, properties: {a: {type: object, default: {}, properties: {b: {default: 1}}},"
                        + " c: {type: object, properties: {d: {default: 2}}}, e: {type: array, items: {properties: {f: {default: 3}}}}}}");
        ObjectNode object = (ObjectNode) read("{e: [{}, {f: 9}]}");

        Shaping.fill(schema, object);

        assertThat(Json.same(object, read("{a: {b: 1}, e: [{f: 3}, {f: 9}]}"))).isTrue();
    }
}
