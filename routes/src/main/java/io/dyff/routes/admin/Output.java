package io.dyff.routes.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Json;
import io.dyff.routes.state.WholeTopic;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The option {@code --output}, and the two forms of a result. */
final class Output {
    private static final Duration PACE = Duration.ofSeconds(2);

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

    /** Prints what a rebuild from the state topic did. */
    void rebuilt(PrintWriter out, long records, long entities, List<String> refused) {
        ObjectNode json = Json.object().put("records", records).put("entities", entities);
        refused.forEach(json.putArray("refused")::add);
        String trouble = refused.isEmpty() ? "" : "; refused: " + String.join(", ", refused);
        print(out, entities + " entities from " + records + " records" + trouble, json);
    }

    /** Says every other second how far a reading of the state topic is, where results do not go. */
    WholeTopic.Pace pace(CommandSpec spec) {
        PrintWriter err = spec.commandLine().getErr();
        AtomicLong said = new AtomicLong(System.nanoTime());
        return (read, all) -> {
            long now = System.nanoTime();
            if (now - said.get() >= PACE.toNanos()) {
                said.set(now);
                err.println(read + " of " + all + " records");
            }
        };
    }
}
