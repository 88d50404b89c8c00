package io.dyff.routes.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.api.openapi.OpenApiDocuments;
import io.dyff.routes.entity.Schemas;
import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.kind.operation.Operation;
import io.dyff.routes.kind.operation.Operations;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenApiDocumentsTest {
    private static final DataFiles FILES = new DataFiles(Overrides.none());
    private static final Operations OPERATIONS = Operations.standard();
    private static final OpenApiDocuments DOCUMENTS = new OpenApiDocuments(OPERATIONS, new Schemas(FILES));

    @Test
    void shouldBeCommittedAsItIsGenerated() {
        assertThat(FILES.text(OpenApiDocuments.PUBLISHED))
                .as("run `./dyff admin openapi generate --out rest-dsl/openapi`")
                .isEqualTo(DOCUMENTS.published().toPrettyString() + "\n");
    }

    @Test
    void shouldServeEachOperationThatARouteAnswersAndNoOther() {
        assertThat(ids(DOCUMENTS.served()))
                .containsExactlyInAnyOrderElementsOf(OPERATIONS.served().stream()
                        .filter(Operation::isRouted)
                        .map(Operation::id)
                        .toList());
    }

    @Test
    void shouldPublishEveryServedOperationOfTheApi() {
        assertThat(ids(DOCUMENTS.published()))
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
