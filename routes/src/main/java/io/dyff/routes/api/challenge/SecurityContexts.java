package io.dyff.routes.api.challenge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.http.problem.FieldError;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.http.security.Caller;
import io.dyff.routes.json.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * What a submission's workflows may do beyond others. An absent context is untrusted; an empty one is trusted, which is a
 * privilege. Source: contract/api.md section 11.5.
 */
final class SecurityContexts {
    private static final String FIELD = "securityContext";

    private SecurityContexts() {}

    /** Writes the context out, and refuses a privileged one of a caller who is no administrator. */
    static void settle(ObjectNode request, Caller caller) {
        if (!request.hasNonNull(FIELD)) {
            request.set(
                    FIELD,
                    Json.object()
                            .put("trusted", false)
                            .set("ignoreQuotas", Json.mapper().createArrayNode()));
            return;
        }
        ObjectNode context = request.withObject("/" + FIELD);
        boolean privileged = context.path("trusted").asBoolean(true)
                || !context.path("ignoreQuotas").isEmpty();
        if (privileged && !caller.isAdministrator()) {
            String message = "a context that is trusted or ignores quotas needs an administrator's token";
            throw new Problem(403, message, List.of(new FieldError("/" + FIELD, message)), Map.of())
                    .with("WWW-Authenticate", "Bearer")
                    .exception();
        }
    }

    /** True when quotas of that flavor do not count for it. */
    static boolean ignores(JsonNode request, String flavor) {
        return StreamSupport.stream(request.at("/" + FIELD + "/ignoreQuotas").spliterator(), false)
                .map(selector -> selector.path("flavor").asText())
                .anyMatch(word -> word.equals(flavor) || word.equals("*"));
    }
}
