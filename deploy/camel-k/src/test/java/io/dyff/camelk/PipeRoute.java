package io.dyff.camelk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * A Pipe as the operator of Camel K runs it: a route between two kamelets, and their parameters as properties. Camel's own
 * reader of Pipes writes parameters into addresses, and does so wrongly (CAMEL-23594).
 *
 * @param text of the route, as YAML
 * @param properties parameters of kamelets
 */
record PipeRoute(String text, Map<String, Object> properties) {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    static PipeRoute of(String pipe) {
        try {
            JsonNode manifest = YAML.readTree(pipe);
            String name = manifest.at("/metadata/name").asText();
            JsonNode spec = manifest.path("spec");
            Map<String, Object> properties = new HashMap<>();
            ObjectNode route = YAML.createObjectNode().put("id", name);
            if (spec.has("errorHandler")) {
                JsonNode sink = spec.path("errorHandler").path("sink").path("endpoint");
                route.putObject("errorHandler")
                        .putObject("deadLetterChannel")
                        .put("deadLetterUri", endpoint(name, "error-handler", sink, properties));
            }
            ObjectNode from =
                    route.putObject("from").put("uri", endpoint(name, "source", spec.path("source"), properties));
            from.putArray("steps").addObject().put("to", endpoint(name, "sink", spec.path("sink"), properties));
            return new PipeRoute(
                    YAML.writeValueAsString(
                            YAML.createArrayNode().add(YAML.createObjectNode().set("route", route))),
                    properties);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String endpoint(String pipe, String end, JsonNode node, Map<String, Object> properties) {
        String kamelet = node.at("/ref/name").asText();
        String id = pipe + "-" + end;
        node.path("properties")
                .properties()
                .forEach(p -> properties.put(
                        "camel.kamelet." + kamelet + "." + id + "." + p.getKey(),
                        p.getValue().asText()));
        return "kamelet:" + kamelet + "/" + id;
    }
}
