package io.dyff.routes.account;

import io.dyff.routes.entity.EntityIds;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.http.security.Grant;
import io.dyff.routes.http.security.Token;
import io.dyff.routes.http.security.Tokens;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes tokens of accounts: signed first, so that no key is registered that nobody can hold. */
public final class KeyIssuer {
    /** Tomcat takes 8 KiB of headers. */
    private static final int MAX_LENGTH = 6_000;

    private final Tokens tokens;
    private final ApiKeys keys;
    private final Clock clock;

    public KeyIssuer(Tokens tokens, ApiKeys keys, Clock clock) {
        this.tokens = tokens;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * A token that was made.
     *
     * @param text what its holder shows; it is kept nowhere
     */
    public record Issued(Token token, String text) {}

    /** A personal token, which no change of permissions ends; empty when the account is not active. */
    public Optional<Issued> issue(String account, List<Grant> grants, Instant expires) {
        return issue(token(account, grants, expires, null), null);
    }

    /**
     * The same; empty also when the account has other permissions by now than those the grants were compared with, or when
     * there is a token of that id.
     */
    public Optional<Issued> issue(Account judged, String id, List<Grant> grants, Instant expires) {
        return issue(token(id, judged.id(), grants, expires, null), judged.permissionsVersion());
    }

    /** The text of a key's token again, from what is kept of it; empty when the secret that signed it is retired. */
    public Optional<String> again(ApiKey key) {
        return tokens.signAgain(key.token(), key.kid());
    }

    /** A session token: it grants what the account may, and ends when that changes. */
    public Optional<Issued> issueSession(Account account, Instant expires) {
        Token token = token(account.id(), account.permissions(), expires, account.permissionsVersion());
        return issue(token, account.permissionsVersion());
    }

    private Optional<Issued> issue(Token token, @Nullable String judgedBy) {
        String kid = tokens.kid();
        String text = tokens.sign(token, kid);
        if (text.length() > MAX_LENGTH) {
            throw Problem.invalid(
                            "/grants", "make a token of " + text.length() + " characters, more than " + MAX_LENGTH)
                    .exception();
        }
        return keys.register(token, kid, judgedBy) ? Optional.of(new Issued(token, text)) : Optional.empty();
    }

    private Token token(String account, List<Grant> grants, Instant expires, @Nullable String permissionsVersion) {
        return token(EntityIds.random(), account, grants, expires, permissionsVersion);
    }

    private Token token(
            String id, String account, List<Grant> grants, Instant expires, @Nullable String permissionsVersion) {
        return new Token(
                id,
                Token.subjectOf(account),
                grants,
                wholeSeconds(clock.instant()),
                wholeSeconds(expires),
                null,
                permissionsVersion);
    }

    /** A time as a token has it. */
    static Instant wholeSeconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
