package io.dyff.routes.api.read.query;

import com.fasterxml.jackson.core.JsonPointer;
import io.dyff.routes.http.security.Caller;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.state.facet.Facet;
import io.dyff.routes.state.facet.Filters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The statement of a list query. Its text is made of fragments written here and of paths from {@code kinds.yaml}; every
 * word of the caller's is a bound value.
 */
public final class QueryStatement {
    private static final List<String> COLUMNS = List.of("id", "account");
    private static final String ROW =
            "select id, kind, account, status, reason, version, partition, request_hash, cast(body as text) as body";
    private static final String OF_KIND = " from entity where kind = :?kind";

    private final StringBuilder text = new StringBuilder();
    private final Map<String, Object> values = new LinkedHashMap<>();

    private QueryStatement(Kind kind) {
        values.put("kind", kind.name());
    }

    /**
     * What the request holds.
     *
     * @param rows how many rows at most
     * @param sorted how many rows may be sorted by a field without an index; of more a column {@link Sorting#REACHED} tells
     * @param indexed whether the rows can be found by the kind's filters
     */
    static QueryStatement of(Kind kind, QueryRequest request, Reach reach, long rows, long sorted, boolean indexed) {
        QueryStatement statement = new QueryStatement(kind);
        Sorting sorting = new Sorting(request.order(), statement::bind);
        if (sorting.isIndexed()) {
            statement.text.append(ROW).append(OF_KIND);
            statement.conditions(kind, request, reach, indexed);
            statement.text.append(sorting.after(" and "));
        } else {
            statement.text.append("with reached as materialized (select *").append(OF_KIND);
            statement.conditions(kind, request, reach, indexed);
            statement.text.append(" limit ").append(sorted + 1).append(") ").append(ROW);
            statement.text.append(", (select count(*) from reached) as ").append(Sorting.REACHED);
            statement.text.append(" from reached").append(sorting.after(" where "));
        }
        statement.text.append(sorting.by()).append(" limit ").append(rows);
        return statement;
    }

    /**
     * What has changed since, in the order of partitions and versions; of the conditions only those that nothing changes.
     *
     * @param next the first version that is wanted, of each partition in their order
     * @param rows how many rows at most
     */
    public static QueryStatement since(Kind kind, QueryRequest request, Reach reach, Long[] next, long rows) {
        QueryStatement statement = new QueryStatement(kind);
        statement.text.append(ROW).append(OF_KIND);
        statement.conditions(kind, request.lasting(), reach, false);
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

    private void conditions(Kind kind, QueryRequest request, Reach reach, boolean indexed) {
        scope(reach.scope());
        if (reach.rule() != null) {
            text.append(" and ").append(reach.rule().condition());
            values.putAll(reach.rule().values());
        }
        request.equals().forEach(condition -> condition(kind, condition, indexed));
        if (!request.labels().isEmpty()) {
            facets(" @> ", request.labels().stream().map(pair -> Facet.of(kind, Facet.LABELS, pair)));
        }
    }

    private void scope(Caller.Scope scope) {
        if (!scope.isEverything()) {
            text.append(" and (account = any(")
                    .append(bind("accounts", scope.accounts().toArray(String[]::new)))
                    .append(") or id = any(")
                    .append(bind("entities", scope.entities().toArray(String[]::new)))
                    .append("))");
        }
    }

    private void condition(Kind kind, QueryRequest.Condition condition, boolean indexed) {
        JsonPointer path = kind.filters().get(condition.name());
        if (path == null && COLUMNS.contains(condition.name())) {
            text.append(" and ").append(condition.name()).append(any(condition));
        } else if (path == null || indexed) {
            facets(" && ", condition.values().stream().map(value -> Facet.of(kind, condition.name(), value)));
        } else {
            text.append(" and exists (select from jsonb_path_query(body, '")
                    .append(Filters.path(path))
                    .append("') as found where found #>> '{}'")
                    .append(any(condition))
                    .append(")");
        }
    }

    private String any(QueryRequest.Condition condition) {
        return " = any(" + bind("v" + values.size(), condition.values().toArray(String[]::new)) + ")";
    }

    private void facets(String operator, Stream<String> facets) {
        text.append(" and facets")
                .append(operator)
                .append("cast(")
                .append(bind("f" + values.size(), facets.toArray(String[]::new)))
                .append(" as text[])");
    }

    private String bind(String name, Object value) {
        values.put(name, value);
        return ":?" + name;
    }
}
