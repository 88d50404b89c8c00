package io.dyff.routes.account;

import io.dyff.routes.http.security.Grant;
import io.dyff.routes.http.security.Token;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a token of an account; the token itself has its holder alone.
 *
 * @param id the token's id ({@code jti})
 * @param revoked when it was ended before its time, absent on one that was not
 * @param permissionsVersion the account's permissions that it lives and dies with, absent where it outlives a change
 * @param kid which key signed it, absent where that was the first
 * @param session the session whose token it is, absent on a key of the account's own
 */
public record ApiKey(
        String id,
        String account,
        List<Grant> grants,
        Instant created,
        Instant expires,
        @Nullable Instant revoked,
        @Nullable String permissionsVersion,
        @Nullable String kid,
        @Nullable String session) {

    public ApiKey {
        grants = List.copyOf(grants);
    }

    /** What its token says. */
    public Token token() {
        return new Token(id, Token.subjectOf(account), grants, created, expires, session, permissionsVersion);
    }

    /** True when a token of these grants and this end is the one that it is kept of. */
    public boolean says(List<Grant> wanted, Instant end) {
        return grants.equals(wanted) && expires.equals(KeyIssuer.wholeSeconds(end));
    }

    static ApiKey of(ResultSet row, int number) throws SQLException {
        return new ApiKey(
                row.getString("id"),
                row.getString("account"),
                Grant.listOf(Columns.json(row, "grants")),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                Columns.time(row, "revoked_at"),
                row.getString("permissions_version"),
                row.getString("kid"),
                row.getString("session"));
    }
}
