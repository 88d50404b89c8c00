package io.dyff.routes.api.read;

import io.dyff.routes.api.ApiCall;
import io.dyff.routes.api.EntityRow;
import io.dyff.routes.api.audience.Audiences;
import io.dyff.routes.http.problem.Problem;
import java.util.List;
import java.util.Map;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/**
 * Checks the function on exactly this entity, and leaves it as the variable {@code row}. What does not exist and what the
 * caller may not see are the same 404; 403 is for those who may see it and not do this.
 */
public final class AuthorizeEntity {
    private final Audiences audiences;

    public AuthorizeEntity(Audiences audiences) {
        this.audiences = audiences;
    }

    public void authorize(@Variable("call") ApiCall call, @Variable("rows") @Nullable List<Map<String, Object>> rows) {
        EntityRow row =
                EntityRow.first(rows).orElseThrow(() -> Problem.notFound().exception());
        call.authorize(row.account(), row.id());
        audiences.require(call.caller(), call.function(), row.kind(), row.id());
        call.set("row", row);
    }
}
