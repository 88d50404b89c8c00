package io.dyff.routes.http.security;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a token says. Source: contract/api.md section 4.1.
 *
 * @param id its id ({@code jti}); an account's key is found by it
 * @param subject whom it stands for
 * @param grants what it may do
 * @param created from then on it is valid
 * @param expires until then it is valid
 * @param session the session it lives and dies with, absent on an account's keys
 * @param permissionsVersion the account's permissions that it lives and dies with, absent on tokens that outlive a change
 */
public record Token(
        String id,
        String subject,
        List<Grant> grants,
        Instant created,
        Instant expires,
        @Nullable String session,
        @Nullable String permissionsVersion) {

    private static final String ACCOUNT = "Account/";

    public Token {
        grants = List.copyOf(grants);
    }

    /** A token that no change of its account's permissions ends. */
    public Token(
            String id, String subject, List<Grant> grants, Instant created, Instant expires, @Nullable String session) {
        this(id, subject, grants, created, expires, session, null);
    }

    /** Whom the tokens of an account stand for. */
    public static String subjectOf(String account) {
        return ACCOUNT + account;
    }

    public Caller caller() {
        return new Caller(subject, id, grants);
    }

    /** The account's name in the subject; empty when it stands for something else. */
    public String account() {
        return subject.startsWith(ACCOUNT) ? subject.substring(ACCOUNT.length()) : "";
    }
}
