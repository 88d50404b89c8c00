package io.dyff.routes.api.create;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.api.EntityRow;
import io.dyff.routes.entity.Projection;
import io.dyff.routes.http.problem.FieldError;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.http.security.Caller;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.Statuses;
import io.dyff.routes.kind.operation.Operation;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** What a request refers to. */
public final class References {
    private final Kinds kinds;

    public References(Kinds kinds) {
        this.kinds = kinds;
    }

    /**
     * Gathers the ids that the request refers to, as a PostgreSQL array in the variable {@code referenceIds}; unset when
     * there are none. What has not the form of an id refers to nothing and is not asked for.
     */
    public void collect(@Variable("call") ApiCall call, @Variable("request") JsonNode request) {
        String ids = call.kind().references().stream()
                .map(reference -> request.at(reference.at()))
                .filter(id -> id.isTextual() && Operation.IdForm.entity.fits(id.asText()))
                .map(JsonNode::asText)
                .distinct()
                .collect(Collectors.joining(","));
        if (!ids.isEmpty()) {
            call.set("referenceIds", "{" + ids + "}");
        }
    }

    /**
     * Replaces each reference in the request by what it stands for. Missing and not visible are the same 404; an entity
     * that ended without success is a 409; one that is visible but not consumable a 403. All of them are checked in this
     * order before anything is replaced.
     */
    public void resolve(
            @Variable("call") ApiCall call,
            @Variable("request") ObjectNode request,
            @Variable("referenceRows") @Nullable List<Map<String, Object>> rows) {
        Map<String, EntityRow> found = new HashMap<>();
        Objects.requireNonNullElse(rows, List.<Map<String, Object>>of()).forEach(columns -> {
            EntityRow row = EntityRow.of(columns);
            found.put(row.id(), row);
        });
        Map<Kind.Reference, EntityRow> usable = new LinkedHashMap<>();
        for (Kind.Reference reference : call.kind().references()) {
            JsonNode id = request.at(reference.at());
            if (!id.isMissingNode()) {
                usable.put(reference, usable(reference, found.get(id.asText()), id.asText(), call.caller()));
            }
        }
        usable.forEach((reference, row) -> put(request, reference, row));
    }

    private EntityRow usable(Kind.Reference reference, @Nullable EntityRow row, String id, Caller caller) {
        String resource = kinds.get(reference.kind()).resource();
        boolean consumable = row != null && caller.may(resource, "consume", row.account(), id);
        boolean visible = row != null && (consumable || caller.sees(resource, row.account(), id));
        if (row == null || !row.kind().equals(reference.kind()) || !visible) {
            throw problem(404, reference, "referenced " + reference.kind() + " " + id + " not found");
        }
        if (Statuses.isTerminal(row.status()) && !Statuses.isSuccess(row.status())) {
            String reason = row.reason() == null ? "" : " (" + row.reason() + ")";
            throw problem(409, reference, "referenced " + reference.kind() + " " + id + " is " + row.status() + reason);
        }
        if (!consumable) {
            throw problem(403, reference, "the token grants no consume on " + reference.kind() + " " + id);
        }
        return row;
    }

    private static RuntimeException problem(int status, Kind.Reference reference, String message) {
        FieldError error = new FieldError(reference.at().toString(), message);
        Problem problem = new Problem(status, message, List.of(error), Map.of());
        return (status == 403 ? problem.with("WWW-Authenticate", "Bearer") : problem).exception();
    }

    private static void put(ObjectNode request, Kind.Reference reference, EntityRow row) {
        switch (reference.as()) {
            case id -> {
                // The id is what the entity keeps.
            }
            case embed -> set(request, reference.at(), Projection.fields(row.body(), reference.fields()));
            case copy -> {
                JsonPointer to = reference.to();
                if (to == null) {
                    throw new IllegalStateException("kinds.yaml: the copy of " + reference.at() + " has no 'to'");
                }
                set(request, to, Projection.fields(row.body(), reference.fields()));
            }
        }
    }

    private static void set(ObjectNode request, JsonPointer at, JsonNode value) {
        if (request.at(at.head()) instanceof ObjectNode parent) {
            parent.set(at.last().getMatchingProperty(), value);
        } else {
            throw new IllegalStateException("there is no object around " + at);
        }
    }
}
