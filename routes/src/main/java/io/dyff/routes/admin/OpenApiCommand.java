package io.dyff.routes.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.openapi.OpenApiDocuments;
import io.dyff.routes.entity.Schemas;
import io.dyff.routes.json.Json;
import io.dyff.routes.operation.Operations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the generated contract documents. */
@Command(name = "openapi", mixinStandardHelpOptions = true, description = "The contract's documents.")
final class OpenApiCommand {
    private final AdminContext context;

    OpenApiCommand(AdminContext context) {
        this.context = context;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Generates the documents from operations.yaml and the schemas.")
    void generate(
            @Option(names = "--out", required = true, description = "Folder, such as rest-dsl/openapi") Path out,
            @Mixin Output output)
            throws IOException {
        Files.createDirectories(out);
        ObjectNode written = Json.object();
        for (Map.Entry<String, String> document : texts(context).entrySet()) {
            Files.writeString(out.resolve(document.getKey()), document.getValue(), StandardCharsets.UTF_8);
            written.put(document.getKey(), document.getValue().length());
        }
        output.print(context.out(), String.join("\n", texts(context).keySet()), written);
    }

    /** All documents as they stand in files. */
    static Map<String, String> texts(AdminContext context) {
        Map<String, JsonNode> documents =
                new OpenApiDocuments(Operations.standard(), new Schemas(context.files())).all();
        Map<String, String> texts = new java.util.TreeMap<>();
        documents.forEach((name, document) -> texts.put(name, document.toPrettyString() + "\n"));
        return texts;
    }
}
