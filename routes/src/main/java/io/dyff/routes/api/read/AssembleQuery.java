package io.dyff.routes.api.read;

import io.dyff.routes.api.ApiCall;
import io.dyff.routes.api.ApiSettings;
import io.dyff.routes.api.read.query.QueryRequest;
import io.dyff.routes.api.read.query.QueryStatement;
import io.dyff.routes.api.read.query.Warnings;
import io.dyff.routes.http.security.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Message;
import org.apache.camel.Variable;
import org.apache.camel.component.jdbc.JdbcConstants;

/**
 * Turns the parameters of a list query into its statement, limited to what the caller's grants reach; no body when they
 * reach nothing.
 */
public final class AssembleQuery {
    private final ApiSettings settings;

    public AssembleQuery(ApiSettings settings) {
        this.settings = settings;
    }

    public void assemble(@Variable("call") ApiCall call, Message message) {
        QueryRequest request = QueryRequest.of(call.kind(), call.parameterNames(), call::parameter);
        for (Map.Entry<String, String> given : call.operation().given().entrySet()) {
            request = request.where(given.getKey(), call.pathId(given.getValue()));
        }
        Caller.Scope scope = call.caller().scope(call.resource(), call.function());
        List<String> warnings = new ArrayList<>(request.warnings());
        long limit = limit(request, warnings);
        Warnings.header(warnings).ifPresent(text -> call.answerHeader(Warnings.HEADER, text));
        call.set("limit", limit);
        message.setBody(null);
        if (!scope.isNothing()) {
            // One more than wanted tells whether something was left out.
            QueryStatement statement = QueryStatement.of(call.kind(), request, scope, limit + 1);
            message.setBody(statement.text());
            message.setHeader(JdbcConstants.JDBC_PARAMETERS, statement.values());
        }
    }

    private long limit(QueryRequest request, List<String> warnings) {
        long limit = request.rows(settings.queryLimit(), settings.queryLimitMax());
        if (request.limit() != null && request.limit() > limit) {
            warnings.add("limit was lowered to " + limit);
        }
        return limit;
    }
}
