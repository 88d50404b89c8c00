package io.dyff.routes.api.create;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.api.EntityRow;
import io.dyff.routes.entity.Entities;
import io.dyff.routes.entity.EntityIds;
import io.dyff.routes.entity.RequestHash;
import io.dyff.routes.event.EventType;
import io.dyff.routes.event.Headers;
import io.dyff.routes.event.WorkflowEvent;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.kind.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.camel.Message;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** Who may create, under which id, and the event of it. */
public final class Creation {
    private final Entities entities;
    private final Predicate<String> closed;

    /** @param closed for which accounts nothing new is made */
    public Creation(Entities entities, Predicate<String> closed) {
        this.entities = entities;
        this.closed = closed;
    }

    /**
     * Checks that the caller may create for the account in the request, and gives the entity to come its id: random, or
     * derived from an {@code Idempotency-Key} so that a repeat meets its first, or made of its key when it is put.
     */
    public void authorize(@Variable("call") ApiCall call, @Variable("request") JsonNode request) {
        Kind kind = call.kind();
        String account =
                kind.isPut() ? Entities.SYSTEM_ACCOUNT : request.path("account").asText();
        if (!call.caller().may(call.resource(), call.function(), account, "")) {
            throw Problem.forbidden("the token grants no create on " + call.resource() + " for the account " + account)
                    .exception();
        }
        // The account's own tokens have been refused before this.
        if (!call.caller().isAccount(account) && closed.test(account)) {
            throw Problem.forbidden("the account " + account + " is not active: nothing new is made for it")
                    .exception();
        }
        Optional<String> key = kind.isPut() ? Optional.empty() : call.idempotencyKey();
        String id = id(kind, account, request, key);
        call.set("id", id);
        call.set("requestHash", RequestHash.of(request));
        call.set("keyed", key.isPresent());
        call.checked(id);
    }

    /**
     * Tells a create that was made before, under the same {@code Idempotency-Key}, from a new one. A repeat writes nothing
     * and gets the entity that is there, whatever became of its references; another request under the same key is an
     * error, and so is one for what was erased for good.
     */
    public void findRepeat(
            @Variable("call") ApiCall call,
            @Variable("requestHash") String hash,
            @Variable("rows") @Nullable List<Map<String, Object>> rows,
            @Variable("forgotten") @Nullable List<Map<String, Object>> forgotten) {
        if (forgotten != null && !forgotten.isEmpty()) {
            throw Problem.of(
                            410,
                            "what was made under this " + ApiCall.IDEMPOTENCY_KEY + " was erased for good; use another")
                    .exception();
        }
        Optional<EntityRow> row = EntityRow.first(rows);
        call.set("repeated", row.isPresent());
        row.ifPresent(earlier -> {
            earlier.refuseUnlessMadeBy(hash);
            call.set("entity", earlier.body());
            call.set("offset", earlier.version());
        });
    }

    /** Makes the whole entity of the request, whose references are resolved, and of it the event that creates it. */
    public WorkflowEvent assemble(
            @Variable("call") ApiCall call,
            @Variable("request") ObjectNode request,
            @Variable("requestHash") String hash) {
        ObjectNode entity = entities.create(call.kind(), call.id(), request);
        call.set("entity", entity);
        // What is put, not created, is replaced by the same key again.
        EventType type = call.kind().isPut() ? EventType.PUT : EventType.CREATED;
        return call.event(type, entity).with(Headers.REQUEST_HASH, hash);
    }

    /** Of a dry run there is no event: the answer shows the entity that would be made. */
    public void spare(@Variable("call") ApiCall call, Message message) {
        if (call.parameter(ApiCall.DRY_RUN) != null) {
            call.answerHeader("Dyff-Dry-Run", ApiCall.DRY);
            message.setBody(null);
        }
    }

    private static String id(Kind kind, String account, JsonNode request, Optional<String> key) {
        Kind.Put rule = kind.put();
        if (rule != null) {
            return EntityIds.ofKey(
                    rule.key().stream().map(at -> request.at(at).asText()).toList());
        }
        return key.map(text -> EntityIds.derived(account, kind.resource() + "_create", text))
                .orElseGet(EntityIds::random);
    }
}
