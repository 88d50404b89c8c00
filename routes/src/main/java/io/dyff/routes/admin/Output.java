package io.dyff.routes.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.json.Json;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Option;

/** The option {@code --output}, and the two forms of a result. */
final class Output {
    enum Form {
        text,
        json
    }

    @Option(names = "--output", defaultValue = "text", description = "Form of the result: ${COMPLETION-CANDIDATES}")
    Form form;

    /** Prints the text, or the JSON. */
    void print(PrintWriter out, String text, JsonNode json) {
        out.println(form == Form.json ? new String(Json.bytes(json), StandardCharsets.UTF_8) : text);
    }
}
