package io.dyff.routes.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.api.openapi.OpenApiDocuments;
import io.dyff.routes.data.DataFiles;
import io.dyff.routes.entity.Schemas;
import io.dyff.routes.host.Overrides;
import io.dyff.routes.operation.Operation;
import io.dyff.routes.operation.Operations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenApiDocumentsTest {
    private static final DataFiles FILES = new DataFiles(Overrides.none());
    private static final Operations OPERATIONS = Operations.standard();
    private static final Map<String, JsonNode> DOCUMENTS = new OpenApiDocuments(OPERATIONS, new Schemas(FILES)).all();

    @Test
    void shouldBeCommittedAsTheyAreGenerated() {
        DOCUMENTS.forEach((name, document) -> assertThat(FILES.text(name))
                .as("%s: run `./dyff admin openapi generate --out rest-dsl/openapi`", name)
                .isEqualTo(document.toPrettyString() + "\n"));
    }

    @Test
    void shouldServeEachRoutedOperationByOneDocument() {
        List<String> ids = new ArrayList<>();
        DOCUMENTS.forEach((name, document) -> {
            if (!name.equals(OpenApiDocuments.UNION)) {
                ids.addAll(ids(document));
            }
        });
        assertThat(ids)
                .containsExactlyInAnyOrderElementsOf(OPERATIONS.served().stream()
                        .filter(Operation::isRouted)
                        .map(Operation::id)
                        .toList());
    }

    @Test
    void shouldNameEveryServedOperationOfTheApiInTheUnion() {
        assertThat(ids(DOCUMENTS.get(OpenApiDocuments.UNION)))
                .containsExactlyInAnyOrderElementsOf(OPERATIONS.served().stream()
                        .filter(o -> o.grant() != null)
                        .map(Operation::id)
                        .toList());
    }

    private static List<String> ids(JsonNode document) {
        List<String> ids = new ArrayList<>();
        document.path("paths")
                .forEach(path -> path.forEach(o -> ids.add(o.path("operationId").asText())));
        return ids;
    }
}
