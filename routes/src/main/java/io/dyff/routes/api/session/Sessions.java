package io.dyff.routes.api.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.dyff.routes.account.ApiKeys;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.api.EntityRow;
import io.dyff.routes.api.bytes.SessionClient;
import io.dyff.routes.entity.EntityIds;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.http.security.Grant;
import io.dyff.routes.http.security.Token;
import io.dyff.routes.http.security.Tokens;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.Statuses;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** The tokens of sessions, and whether they serve. Source: contract/api.md section 9. */
public final class Sessions {
    private static final Duration DEFAULT_LIFE = Duration.ofHours(1);
    private final Tokens tokens;
    private final ApiKeys keys;
    private final SessionClient sessions;
    private final Kinds kinds;
    private final Clock clock;

    public Sessions(Tokens tokens, ApiKeys keys, SessionClient sessions, Kinds kinds, Clock clock) {
        this.tokens = tokens;
        this.keys = keys;
        this.sessions = sessions;
        this.kinds = kinds;
        this.clock = clock;
    }

    /**
     * Signs the token of a session that is about to be announced, for the variable {@code token}: before, so that no
     * session exists without one.
     */
    public String sign(@Variable("call") ApiCall call, @Variable("entity") ObjectNode entity) {
        return issue(call.resource(), call.id(), entity.path("account").asText(), time(entity));
    }

    /**
     * Answers a new token to those who may use the session's service; it never outlives the session.
     *
     * @param request what the caller asks for, absent where nothing can be asked
     */
    public JsonNode token(
            @Variable("call") ApiCall call,
            @Variable("row") EntityRow row,
            @Variable("request") @Nullable JsonNode request) {
        call.kind().references().forEach(reference -> requireConsume(call, reference, row));
        if (Statuses.isTerminal(row.status())) {
            throw Problem.of(409, "the session is " + row.status()).exception();
        }
        Instant end = time(row.body());
        Instant wanted = request == null ? null : time(request);
        if (wanted != null && end != null && wanted.isAfter(end)) {
            throw Problem.invalid("/expires", "lies after the session's own end, " + end)
                    .exception();
        }
        return TextNode.valueOf(issue(call.resource(), row.id(), row.account(), wanted == null ? end : wanted));
    }

    /** Answers whether a session takes requests: 200 when it says so itself, else 503. */
    public JsonNode probe(@Variable("row") EntityRow row) throws InterruptedException {
        if (!Statuses.isLive(row.status()) || !sessions.isReady(row.id())) {
            throw Problem.retryLater(503, "the session is not ready", 1).exception();
        }
        return Json.object().put("ready", true);
    }

    /**
     * A token for one session: it names it alone, and ends with it. Source: contract/api.md section 4.1.
     *
     * @param resource of sessions, as grants name it
     * @param expires end of the token, an hour from now when absent
     */
    private String issue(String resource, String session, String account, @Nullable Instant expires) {
        Instant now = clock.instant();
        Grant grant = new Grant(Set.of(resource), Set.of("get", "consume", "terminate"), Set.of(), Set.of(session));
        Token token = new Token(
                EntityIds.random(),
                Token.subjectOf(account),
                List.of(grant),
                now,
                expires == null ? now.plus(DEFAULT_LIFE) : expires,
                session);
        String kid = tokens.kid();
        String text = tokens.sign(token, kid);
        keys.registerSession(token, session, kid);
        return text;
    }

    private void requireConsume(ApiCall call, Kind.Reference reference, EntityRow row) {
        JsonNode used = row.body().at(reference.at());
        String resource = kinds.get(String.valueOf(reference.kind())).resource();
        if (!call.caller()
                .may(
                        resource,
                        "consume",
                        used.path("account").asText(),
                        used.path("id").asText())) {
            throw Problem.forbidden("the token grants no consume on the session's service")
                    .exception();
        }
    }

    private static @Nullable Instant time(JsonNode node) {
        return node.hasNonNull("expires") ? Instant.parse(node.path("expires").asText()) : null;
    }
}
