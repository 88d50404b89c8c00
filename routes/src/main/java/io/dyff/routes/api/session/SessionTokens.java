package io.dyff.routes.api.session;

import io.dyff.routes.entity.EntityIds;
import io.dyff.routes.http.security.Grant;
import io.dyff.routes.http.security.Token;
import io.dyff.routes.http.security.Tokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Issues tokens for one session: they name it alone, and end with it. Source: contract/api.md section 4.1.
 */
public final class SessionTokens {
    private static final Duration DEFAULT_LIFE = Duration.ofHours(1);
    private final Tokens tokens;
    private final Clock clock;

    public SessionTokens(Tokens tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * @param resource of sessions, as grants name it
     * @param expires end of the token, an hour from now when absent
     */
    String issue(String resource, String session, String account, @Nullable Instant expires) {
        Instant now = clock.instant();
        Grant grant = new Grant(Set.of(resource), Set.of("get", "consume", "terminate"), Set.of(), Set.of(session));
        return tokens.sign(new Token(
                EntityIds.random(),
                "Account/" + account,
                List.of(grant),
                now,
                expires == null ? now.plus(DEFAULT_LIFE) : expires,
                session));
    }
}
