package io.dyff.routes.api;

import io.dyff.routes.problem.Problem;
import io.dyff.routes.security.Caller;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * Checks the function on exactly this entity. What does not exist and what the caller may not see are the same 404; 403
 * is for those who may see it and not do this.
 */
final class AuthorizeEntity {

    @SuppressWarnings("unchecked")
    public void authorize(Exchange exchange) {
        ApiCall call = new ApiCall(exchange);
        List<Map<String, Object>> rows = call.optional("rows", List.class);
        EntityRow row =
                EntityRow.first(rows).orElseThrow(() -> Problem.notFound().exception());
        String resource = call.resource();
        Caller caller = call.caller();
        if (!caller.sees(resource, row.account(), row.id())) {
            throw Problem.notFound().exception();
        }
        String function = call.function();
        if (!caller.may(resource, function, row.account(), row.id())) {
            throw Problem.forbidden("the token grants no " + function + " on " + resource + "/" + row.id())
                    .exception();
        }
        call.checked(row.id());
        call.set("row", row);
    }
}
