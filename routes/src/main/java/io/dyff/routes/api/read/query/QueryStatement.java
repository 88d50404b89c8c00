package io.dyff.routes.api.read.query;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.entity.Scalars;
import io.dyff.routes.http.security.Caller;
import io.dyff.routes.json.Places;
import io.dyff.routes.kind.Kind;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The statement of a list query. Its text is made of fragments written here and of paths from {@code kinds.yaml}; every
 * word of the caller's is a bound value.
 */
public final class QueryStatement {
    private static final Map<String, String> COLUMNS =
            Map.of("id", "id", "account", "account", "status", "status", "reason", "reason");
    private final StringBuilder text = new StringBuilder(
            "select id, kind, account, status, reason, version, partition, request_hash, cast(body as text) as body"
                    + " from entity where kind = :?kind");
    private final Map<String, Object> values = new LinkedHashMap<>();

    private QueryStatement(Kind kind) {
        values.put("kind", kind.name());
    }

    /** @param rows how many rows at most */
    public static QueryStatement of(Kind kind, QueryRequest request, Caller.Scope scope, long rows) {
        QueryStatement statement = new QueryStatement(kind);
        statement.reach(scope);
        request.equals().forEach(condition -> statement.condition(kind, condition));
        if (!request.labels().isEmpty()) {
            statement
                    .text
                    .append(" and labels @> cast(")
                    .append(statement.bind("labels", request.labels().toArray(String[]::new)))
                    .append(" as text[])");
        }
        statement.order(request.order());
        statement.text.append(" limit ").append(rows);
        return statement;
    }

    /**
     * What has changed since, in the order of partitions and versions; of the conditions only those that nothing changes.
     *
     * @param next the first version that is wanted, of each partition in their order
     * @param rows how many rows at most
     */
    public static QueryStatement since(Kind kind, QueryRequest request, Caller.Scope scope, Long[] next, long rows) {
        QueryStatement statement = new QueryStatement(kind);
        statement.reach(scope);
        request.lasting().equals().forEach(condition -> statement.condition(kind, condition));
        statement
                .text
                .append(" and version >= (cast(")
                .append(statement.bind("next", next))
                .append(" as bigint[]))[partition + 1] order by partition, version limit ")
                .append(rows);
        return statement;
    }

    /** The statement, in the named form that {@code jdbc:} reads. */
    public String text() {
        return text.toString();
    }

    /** Its values by name. */
    public Map<String, Object> values() {
        return values;
    }

    private void reach(Caller.Scope scope) {
        if (!scope.isEverything()) {
            text.append(" and (account = any(")
                    .append(bind("accounts", scope.accounts().toArray(String[]::new)))
                    .append(") or id = any(")
                    .append(bind("entities", scope.entities().toArray(String[]::new)))
                    .append("))");
        }
    }

    private void condition(Kind kind, QueryRequest.Condition condition) {
        JsonPointer path = kind.filters().get(condition.name());
        String any = " = any(" + bind("v" + values.size(), condition.values().toArray(String[]::new)) + ")";
        if (path == null) {
            text.append(" and ").append(COLUMNS.get(condition.name())).append(any);
        } else if (Places.isMany(path)) {
            text.append(" and exists (select from jsonb_path_query(body, '")
                    .append(jsonPath(path))
                    .append("') as found where found #>> '{}'")
                    .append(any)
                    .append(")");
        } else {
            text.append(" and body #>> '").append(array(path)).append("'").append(any);
        }
    }

    private void order(@org.jspecify.annotations.Nullable Order order) {
        if (order == null) {
            text.append(" order by created_at desc, id desc");
            return;
        }
        boolean time = order.field().equals("creationTime");
        String field = time ? "created_at" : json(order.field());
        String direction = order.ascending() ? "" : " desc";
        if (order.after() != null) {
            text.append(" and (")
                    .append(field)
                    .append(", id) ")
                    .append(order.ascending() ? ">" : "<")
                    .append(" (cast(")
                    .append(bind("afterValue", afterValue(order.after().value(), time)))
                    .append(time ? " as timestamptz), " : " as jsonb), ")
                    .append(bind("afterId", order.after().id()))
                    .append(")");
        }
        text.append(" order by ").append(field).append(direction).append(", id").append(direction);
    }

    /** A missing field counts as null, which jsonb sorts first. */
    private String json(String field) {
        return "coalesce(body #> cast("
                + bind("orderPath", field.split("\\.", -1))
                + " as text[]), cast('null' as jsonb))";
    }

    private static String afterValue(JsonNode value, boolean time) {
        return time
                ? Scalars.time(value)
                        .orElseThrow(
                                () -> QueryRequest.bad("after", "must begin with a time when sorted by creationTime"))
                : value.toString();
    }

    private String bind(String name, Object value) {
        values.put(name, value);
        return ":?" + name;
    }

    /** {@code /model/id} → {@code {model,id}}. */
    private static String array(JsonPointer path) {
        return "{" + plain(path).substring(1).replace('/', ',') + "}";
    }

    /** {@code /inputs/{@literal *}/entity} → {@code $.inputs[*].entity}. */
    private static String jsonPath(JsonPointer path) {
        return "$" + plain(path).replace("/*", "[*]").replace('/', '.');
    }

    /** The paths come from kinds.yaml, which names plain fields. */
    private static String plain(JsonPointer path) {
        String text = path.toString();
        if (!text.matches("(/[A-Za-z]+(/\\*)?)+")) {
            throw new IllegalArgumentException("kinds.yaml: the filter path " + path + " is not of plain names");
        }
        return text;
    }
}
