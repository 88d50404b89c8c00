package io.dyff.routes.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * A line of a list of accounts.
 *
 * @param id also its name
 * @param keys how many keys are neither expired nor revoked
 */
public record AccountSummary(String id, String name, AccountStatus status, Instant created, int keys) {

    static AccountSummary of(ResultSet row, int number) throws SQLException {
        return new AccountSummary(
                row.getString("id"),
                row.getString("name"),
                AccountStatus.valueOf(row.getString("status")),
                row.getTimestamp("created_at").toInstant(),
                row.getInt("keys"));
    }
}
