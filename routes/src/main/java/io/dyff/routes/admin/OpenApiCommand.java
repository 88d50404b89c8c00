package io.dyff.routes.admin;

import io.dyff.routes.api.openapi.OpenApiDocuments;
import io.dyff.routes.entity.Schemas;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.operation.Operations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the generated contract document. */
@Command(name = "openapi", mixinStandardHelpOptions = true, description = "The contract's documents.")
final class OpenApiCommand {
    private final AdminContext context;

    OpenApiCommand(AdminContext context) {
        this.context = context;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Generates the document from operations.yaml and the schemas.")
    void generate(
            @Option(names = "--out", required = true, description = "Folder, such as rest-dsl/openapi") Path out,
            @Mixin Output output)
            throws IOException {
        Files.createDirectories(out);
        OpenApiDocuments documents =
                new OpenApiDocuments(Operations.standard(), new Schemas(context.files()), context.files());
        String text = documents.published().toPrettyString() + "\n";
        Files.writeString(out.resolve(OpenApiDocuments.PUBLISHED), text, StandardCharsets.UTF_8);
        output.print(
                context.out(),
                OpenApiDocuments.PUBLISHED,
                Json.object().put(OpenApiDocuments.PUBLISHED, text.length()));
    }
}
