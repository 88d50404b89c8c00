package io.dyff.routes.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.api.openapi.OpenApiDocuments;
import io.dyff.routes.data.DataFiles;
import io.dyff.routes.entity.Schemas;
import io.dyff.routes.entity.TestingVectors;
import io.dyff.routes.host.Overrides;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenApiDocumentsTest {
    private static final DataFiles FILES = new DataFiles(Overrides.none());
    private static final Kinds KINDS = Kinds.standard();
    private static final Map<String, JsonNode> DOCUMENTS = new OpenApiDocuments(KINDS, new Schemas(FILES)).all();

    @Test
    void shouldBeCommittedAsTheyAreGenerated() {
        DOCUMENTS.forEach((name, document) -> assertThat(FILES.text(name))
                .as("%s: run `./dyff admin openapi generate --out rest-dsl/openapi`", name)
                .isEqualTo(document.toPrettyString() + "\n"));
    }

    @Test
    void shouldServeEachResourceByItsDocument() {
        String rests = FILES.text("rest.camel.yaml");
        KINDS.all().forEach(kind -> assertThat(rests).contains("classpath:dyff/" + kind.resource() + ".openapi.json"));
    }

    @Test
    void shouldOfferOperationsAtThePathsAndMethodsOfTheContract() {
        Map<String, String> contract = new HashMap<>();
        TestingVectors.cases("requests.json", operationsAt())
                .forEach(o -> contract.put(
                        o.path("operationId").asText(),
                        o.path("method").asText() + " "
                                + o.path("path")
                                        .asText()
                                        .replaceAll("\\{(path|endpoint|artifactPath|filePath)\\.\\.\\.}", "{tail}")));
        DOCUMENTS
                .get("openapi.json")
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> assertThat(method.getKey().toUpperCase(Locale.ROOT) + " "
                                        + path.getKey().replaceAll("\\{(endpoint|artifactPath)}", "{tail}"))
                                .as(method.getValue().path("operationId").asText())
                                .isEqualTo(contract.get(
                                        method.getValue().path("operationId").asText()))));
    }

    @Test
    void shouldNameEveryOperationOfEveryKindOnce() {
        List<String> ids = new ArrayList<>();
        DOCUMENTS
                .get("openapi.json")
                .path("paths")
                .forEach(path -> path.forEach(o -> ids.add(o.path("operationId").asText())));
        List<String> expected = new ArrayList<>();
        for (Kind kind : KINDS.all()) {
            kind.operations().forEach(function -> expected.add(kind.resource() + "_" + function));
        }
        assertThat(ids).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static String operationsAt() {
        return TestingVectors.read("requests.json").isArray() ? "" : "/operations";
    }
}
