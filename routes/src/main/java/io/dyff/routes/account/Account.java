package io.dyff.routes.account;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.http.security.Grant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An owner of entities and of keys. Source: contract/schema.md section 15.
 *
 * @param id also its name: the text that entities carry as their owner
 * @param identity what other providers call it, by provider
 * @param reason of the status, absent when nobody gave one
 * @param permissions what its new tokens may grant at most
 * @param permissionsVersion a new id at each change of the permissions
 * @param transition when status, reason or message last changed, absent before that
 */
public record Account(
        String id,
        String name,
        JsonNode identity,
        AccountStatus status,
        @Nullable String reason,
        @Nullable String message,
        List<Grant> permissions,
        String permissionsVersion,
        Instant created,
        @Nullable Instant transition) {

    public Account {
        permissions = List.copyOf(permissions);
    }

    static Account of(ResultSet row, int number) throws SQLException {
        return new Account(
                row.getString("id"),
                row.getString("name"),
                Columns.json(row, "identity"),
                AccountStatus.valueOf(row.getString("status")),
                row.getString("reason"),
                row.getString("message"),
                Grant.listOf(Columns.json(row, "permissions")),
                row.getString("permissions_version"),
                row.getTimestamp("created_at").toInstant(),
                Columns.time(row, "transition_at"));
    }
}
