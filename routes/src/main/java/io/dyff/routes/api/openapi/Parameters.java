package io.dyff.routes.api.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.operation.Operation;

/** Parameters of operations. Source: contract/api.md section 5. */
final class Parameters {
    private static final String QUERY = "query";
    private static final String PATH = "path";
    private static final String HEADER = "header";

    private Parameters() {}

    static ArrayNode of(Operation operation) {
        ArrayNode parameters = Json.mapper().createArrayNode();
        operation.path().parameters().forEach(name -> parameters.add(parameter(name, PATH, true)));
        operation.path().tail().ifPresent(name -> parameters.add(parameter(name, PATH, true)));
        operation.parameters().forEach(name -> parameters.add(parameter(name, QUERY, false)));
        operation.fills().keySet().stream().sorted().forEach(name -> parameters.add(parameter(name, QUERY, false)));
        if (operation.isPlainCreate()) {
            parameters.add(parameter(ApiCall.DRY_RUN, QUERY, false)
                    .put("description", "With " + ApiCall.DRY + ": all is checked, nothing is kept."));
        }
        addHeaders(parameters, operation);
        return parameters;
    }

    /** Headers that ask for less than the whole answer. */
    private static void addHeaders(ArrayNode parameters, Operation operation) {
        if (operation.hasEntityTag()) {
            parameters.add(parameter("If-None-Match", HEADER, false)
                    .put("description", "Entity tags that the caller has; 304 when one is the present one."));
        }
        if (operation.isWatchable()) {
            parameters.add(parameter("Last-Event-ID", HEADER, false)
                    .put("description", "With Accept: text/event-stream, the event after which the stream goes on."));
        }
    }

    private static ObjectNode parameter(String name, String in, boolean required) {
        ObjectNode parameter = Json.object();
        parameter.put("name", name).put("in", in);
        if (required) {
            parameter.put("required", true);
        }
        parameter.putObject("schema").put("type", "string");
        return parameter;
    }
}
