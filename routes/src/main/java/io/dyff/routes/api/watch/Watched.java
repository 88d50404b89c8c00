package io.dyff.routes.api.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.EntityWriter;
import io.dyff.routes.api.audience.Audiences;
import io.dyff.routes.api.read.query.QueryMatch;
import io.dyff.routes.api.read.query.QueryRequest;
import io.dyff.routes.api.read.query.QueryStatement;
import io.dyff.routes.api.read.query.Reach;
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

/** Entities of one kind, as one caller may see them. */
final class Watched {
    private static final String EVENT_ID = "Last-Event-ID";
    private final Kind kind;
    private final Operation.Grant grant;
    private final Caller caller;
    private final VersionRows rows;
    private final EntityWriter writer;
    private final Audiences audiences;

    Watched(
            Kind kind,
            Operation.Grant grant,
            Caller caller,
            VersionRows rows,
            EntityWriter writer,
            Audiences audiences) {
        this.kind = kind;
        this.grant = grant;
        this.caller = caller;
        this.rows = rows;
        this.writer = writer;
        this.audiences = audiences;
    }

    /** The entity of that id as it stands. */
    Optional<EntityVersion> one(String id) {
        QueryRequest byId = new QueryRequest(List.of(), List.of(), null, null, List.of()).where("id", id);
        return rows.list(kind, byId, Reach.everything(null), 1).stream().findFirst();
    }

    /** What a list of the query holds, its first rows. */
    List<EntityVersion> list(QueryRequest request, long most) {
        Reach reach = reach();
        return reach.scope().isNothing() ? List.of() : rows.list(kind, request, reach, most);
    }

    /** What has changed since and may match the query, or may have matched it: the first of it, by partition and version. */
    List<EntityVersion> since(QueryRequest request, Cursor cursor, int most) {
        Reach reach = reach();
        return reach.scope().isNothing()
                ? List.of()
                : rows.read(QueryStatement.since(kind, request, reach, cursor.next(), most));
    }

    private Reach reach() {
        return audiences.reach(caller, kind, grant);
    }

    /** Refuses the caller as a GET would. */
    void authorize(EntityVersion entity) {
        caller.authorize(grant.resource(), grant.function(), String.valueOf(entity.text("account")), entity.id());
        audiences.require(caller, grant.function(), kind.name(), entity.id());
    }

    /** True unless rules hide it, which are looked up as they stand. What was erased is nothing to read. */
    boolean shows(EntityVersion change) {
        return change.body() == null || audiences.shows(caller, kind.name(), change.id());
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
                ? writer.write(caller, entity)
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
