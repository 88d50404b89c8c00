package io.dyff.routes.api.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.ApiFunction;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parameters of operations. Source: contract/api.md section 5. */
final class Parameters {
    private static final Pattern IN_PATH = Pattern.compile("\\{([A-Za-z]+)}");
    private static final List<String> ALL = List.of("query", "id", "order", "orderBy", "limit", "after");
    private static final List<String> FULL = List.of("account", "status", "reason", "labels");

    private Parameters() {}

    /** @param tail whether the last path parameter was turned into a query parameter on the way in */
    static List<ObjectNode> ofPath(ApiFunction function, boolean tail) {
        List<ObjectNode> parameters = new ArrayList<>();
        Matcher matcher = IN_PATH.matcher(function.path());
        while (matcher.find()) {
            String name = matcher.group(1);
            boolean inQuery = tail && !name.equals("id");
            parameters.add(parameter(name, inQuery ? "query" : "path", true));
        }
        return parameters;
    }

    static List<ObjectNode> ofQuery(Kind kind) {
        List<ObjectNode> parameters = new ArrayList<>();
        ALL.forEach(name -> parameters.add(parameter(name, "query", false)));
        if (kind.base() == Kind.Base.full) {
            FULL.forEach(name -> parameters.add(parameter(name, "query", false)));
        }
        new TreeSet<>(kind.filters().keySet()).forEach(name -> parameters.add(parameter(name, "query", false)));
        return parameters;
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
