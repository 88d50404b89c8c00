package io.dyff.routes.api.read;

import io.dyff.routes.api.ApiCall;
import io.dyff.routes.api.ApiSettings;
import io.dyff.routes.api.audience.Audiences;
import io.dyff.routes.api.read.query.QueryRequest;
import io.dyff.routes.api.read.query.QueryStatement;
import io.dyff.routes.api.read.query.QueryStatements;
import io.dyff.routes.api.read.query.Reach;
import io.dyff.routes.api.read.query.Warnings;
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
    private final QueryStatements statements;
    private final Audiences audiences;

    public AssembleQuery(ApiSettings settings, QueryStatements statements, Audiences audiences) {
        this.settings = settings;
        this.statements = statements;
        this.audiences = audiences;
    }

    public void assemble(@Variable("call") ApiCall call, Message message) {
        QueryRequest request = QueryRequest.of(call.kind(), call.parameterNames(), call::parameter);
        for (Map.Entry<String, String> given : call.operation().given().entrySet()) {
            request = request.where(given.getKey(), call.pathId(given.getValue()));
        }
        Reach reach =
                audiences.reach(call.caller(), call.kind(), call.operation().requiredGrant());
        List<String> warnings = new ArrayList<>(request.warnings());
        long limit = limit(request, warnings);
        Warnings.header(warnings).ifPresent(text -> call.answerHeader(Warnings.HEADER, text));
        call.set("limit", limit);
        message.setBody(null);
        if (!reach.scope().isNothing()) {
            // One more than wanted tells whether something was left out.
            QueryStatement statement = statements.of(call.kind(), request, reach, limit + 1);
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
