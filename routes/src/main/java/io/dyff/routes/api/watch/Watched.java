package io.dyff.routes.api.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.read.query.QueryMatch;
import io.dyff.routes.api.read.query.QueryRequest;
import io.dyff.routes.api.read.query.QueryStatement;
import io.dyff.routes.entity.Projection;
import io.dyff.routes.http.problem.FieldError;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.http.security.Caller;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Statuses;
import io.dyff.routes.kind.operation.Operation;
import io.dyff.routes.state.EntityVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Entities of one kind, as one caller may see them. */
final class Watched {
    private static final String EVENT_ID = "Last-Event-ID";
    private final Kind kind;
    private final Operation.Grant grant;
    private final Caller caller;
    private final VersionRows rows;
    private final Projection projection;

    Watched(Kind kind, Operation.Grant grant, Caller caller, VersionRows rows, Projection projection) {
        this.kind = kind;
        this.grant = grant;
        this.caller = caller;
        this.rows = rows;
        this.projection = projection;
    }

    /** The entity of that id as it stands. */
    Optional<EntityVersion> one(String id) {
        QueryRequest byId = new QueryRequest(List.of(), List.of(), null, null, List.of()).where("id", id);
        Caller.Scope everything = new Caller.Scope(Set.of("*"), Set.of());
        return rows.read(QueryStatement.of(kind, byId, everything, 1)).stream().findFirst();
    }

    /** What a list of the query holds, its first rows. */
    List<EntityVersion> list(QueryRequest request, long most) {
        Caller.Scope scope = scope();
        return scope.isNothing() ? List.of() : rows.read(QueryStatement.of(kind, request, scope, most));
    }

    /** What has changed since and may match the query, or may have matched it: the first of it, by partition and version. */
    List<EntityVersion> since(QueryRequest request, Cursor cursor, int most) {
        Caller.Scope scope = scope();
        return scope.isNothing()
                ? List.of()
                : rows.read(QueryStatement.since(kind, request, scope, cursor.next(), most));
    }

    private Caller.Scope scope() {
        return caller.scope(grant.resource(), grant.function());
    }

    /** Refuses the caller as a GET would. */
    void authorize(EntityVersion entity) {
        caller.authorize(grant.resource(), grant.function(), String.valueOf(entity.text("account")), entity.id());
    }

    /** True for an entity of the kind on which the function is granted; what was erased has no owner any more. */
    boolean reaches(EntityVersion change) {
        return kind.name().equals(change.text("kind"))
                && caller.may(grant.resource(), grant.function(), String.valueOf(change.text("account")), change.id());
    }

    /** True when a list of the query would hold it. */
    boolean matches(QueryRequest request, EntityVersion change) {
        return change.body() != null && QueryMatch.of(kind, request, change.body());
    }

    /** The entity as a GET answers it; its id and kind when it was erased. */
    JsonNode shown(EntityVersion change) {
        return change.body() instanceof ObjectNode entity
                ? projection.of(entity)
                : Json.object().put("kind", kind.name()).put("id", change.id());
    }

    /** Name of the event that tells it. */
    static String name(EntityVersion change) {
        return change.body() == null || Statuses.DELETED.equals(change.text("status")) ? "deleted" : "entity";
    }

    /** The refusal of a Last-Event-ID that no stream of this path has written. */
    static RuntimeException badEventId() {
        FieldError error = new FieldError(EVENT_ID, "is the id of no event of this stream");
        return new Problem(400, EVENT_ID + " " + error.message(), List.of(error), Map.of()).exception();
    }
}
