package io.dyff.routes.api.create;

import com.fasterxml.jackson.core.JsonPointer;
import io.dyff.routes.api.EntityRow;
import io.dyff.routes.http.problem.FieldError;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.http.security.Caller;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.Statuses;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One id in a create request, and what must hold for the entity it names.
 *
 * @param reference what the kind says of it
 * @param place where the id stands
 */
record Referred(Kind.Reference reference, JsonPointer place, String id) {

    /**
     * The entity, when it can be used. Missing and not visible are the same 404; one that ended without success is a 409;
     * one that is visible but not consumable a 403; one that does not fit the request a 422.
     */
    EntityRow usable(@Nullable EntityRow row, Caller caller, Kinds kinds) {
        String called = String.join(" or ", reference.kinds());
        if (row == null || !reference.kinds().contains(row.kind())) {
            throw problem(404, "referenced " + called + " " + id + " not found");
        }
        String resource = kinds.get(row.kind()).resource();
        boolean consumable = caller.may(resource, "consume", row.account(), id);
        if (!consumable && !caller.sees(resource, row.account(), id)) {
            throw problem(404, "referenced " + called + " " + id + " not found");
        }
        if (Statuses.isTerminal(row.status()) && !Statuses.isSuccess(row.status())) {
            String reason = row.reason() == null ? "" : " (" + row.reason() + ")";
            throw problem(409, "referenced " + row.kind() + " " + id + " is " + row.status() + reason);
        }
        if (!consumable) {
            throw problem(403, "the token grants no consume on " + row.kind() + " " + id);
        }
        Kind.When must = reference.must();
        if (must != null && !must.appliesTo(row.body())) {
            throw problem(
                    422, "referenced " + row.kind() + " " + id + " has another " + must.at() + " than " + must.is());
        }
        return row;
    }

    private RuntimeException problem(int status, String message) {
        Problem problem = new Problem(status, message, List.of(new FieldError(place.toString(), message)), Map.of());
        return (status == 403 ? problem.with("WWW-Authenticate", "Bearer") : problem).exception();
    }
}
