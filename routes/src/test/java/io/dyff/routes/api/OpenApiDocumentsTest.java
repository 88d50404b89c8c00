package io.dyff.routes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.dyff.routes.api.openapi.OpenApiDocuments;
import io.dyff.routes.entity.Schemas;
import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.http.problem.FieldError;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.operation.Answer;
import io.dyff.routes.kind.operation.Operation;
import io.dyff.routes.kind.operation.Operations;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenApiDocumentsTest {
    private static final DataFiles FILES = new DataFiles(Overrides.none());
    private static final Operations OPERATIONS = Operations.standard();
    private static final Schemas SCHEMAS = new Schemas(FILES);
    private static final OpenApiDocuments DOCUMENTS = new OpenApiDocuments(OPERATIONS, SCHEMAS, FILES);

    @Test
    void shouldBeCommittedAsItIsGenerated() {
        assertThat(FILES.text(OpenApiDocuments.PUBLISHED))
                .as("run `./dyff admin openapi generate --out rest-dsl/openapi`")
                .isEqualTo(DOCUMENTS.published().toPrettyString() + "\n");
    }

    @Test
    void shouldPublishEveryServedOperationOfTheApi() {
        assertThat(ids(DOCUMENTS.published()))
                .containsExactlyInAnyOrderElementsOf(OPERATIONS.served().stream()
                        .filter(o -> o.grant() != null)
                        .map(Operation::id)
                        .toList());
    }

    @Test
    void shouldPublishValidOpenApi() throws IOException {
        JsonNode document = DOCUMENTS.published();
        try (InputStream schema = OpenApiDocumentsTest.class.getResourceAsStream("/openapi/openapi-3.1.schema.json")) {
            assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(Json.parse(schema.readAllBytes()))
                            .validate(document))
                    .isEmpty();
        }
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        assertThat(new OpenAPIV3Parser()
                        .readContents(document.toString(), List.of(), options)
                        .getMessages())
                .isEmpty();
    }

    @Test
    void shouldShowAnExampleOfEveryRequestAndAnswerThatFitsItsSchema() {
        JsonNode document = DOCUMENTS.published();
        assertSoftly(softly -> document.path("paths")
                .forEach(path -> path.forEach(shown -> {
                    Operation operation =
                            OPERATIONS.get(shown.path("operationId").asText());
                    operation
                            .requestSchema()
                            .ifPresent(schema -> softly.assertThat(
                                            errors(schema, 0, example(document, shown.path("requestBody"))))
                                    .as(operation.id() + ": request")
                                    .isEmpty());
                    if (!operation.handler()) {
                        Answer answer = operation.answer();
                        JsonNode example = example(document, shown.at("/responses/200"));
                        softly.assertThat(example.isMissingNode())
                                .as(operation.id() + ": answer")
                                .isFalse();
                        softly.assertThat(
                                        answer.isSchema()
                                                ? errors(
                                                        answer.name(),
                                                        answer.around().size(),
                                                        example)
                                                : List.of())
                                .as(operation.id() + ": answer")
                                .isEmpty();
                    }
                })));
    }

    /** The one example of a body, from where its reference leads. */
    private static JsonNode example(JsonNode document, JsonNode body) {
        JsonNode examples = body.path("content").path("application/json").path("examples");
        return examples.isEmpty()
                ? Json.mapper().missingNode()
                : document.at(examples.iterator().next().path("$ref").asText().substring(1))
                        .path("value");
    }

    private static List<FieldError> errors(String schema, int depth, JsonNode example) {
        if (depth == 0) {
            return SCHEMAS.validate(schema, example);
        }
        assertThat(example).isNotEmpty();
        return errors(schema, depth - 1, example.iterator().next());
    }

    private static List<String> ids(JsonNode document) {
        List<String> ids = new ArrayList<>();
        document.path("paths")
                .forEach(path -> path.forEach(o -> ids.add(o.path("operationId").asText())));
        return ids;
    }
}
