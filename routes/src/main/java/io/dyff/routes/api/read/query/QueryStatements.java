package io.dyff.routes.api.read.query;

import io.dyff.routes.kind.Kind;
import io.dyff.routes.state.facet.Filters;

/** Makes the statements of list queries, by what the database has an index for. */
public final class QueryStatements {
    private final Filters filters;
    private final long sorted;

    /** @param sorted how many rows may be sorted by a field without an index */
    public QueryStatements(Filters filters, long sorted) {
        this.filters = filters;
        this.sorted = sorted;
    }

    /** @param rows how many rows at most */
    public QueryStatement of(Kind kind, QueryRequest request, Reach reach, long rows) {
        return QueryStatement.of(kind, request, reach, rows, sorted, filters.areStored(kind));
    }
}
