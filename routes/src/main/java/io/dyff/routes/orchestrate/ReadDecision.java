package io.dyff.routes.orchestrate;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.event.Ticket;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kinds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a claimed row. */
public final class ReadDecision {
    private final Kinds kinds;

    ReadDecision(Kinds kinds) {
        this.kinds = kinds;
    }

    /**
     * @param row as the claim returned it
     */
    public OpenDecision read(Map<String, Object> row) throws IOException {
        return new OpenDecision(
                required(row, "id"),
                required(row, "kind"),
                required(row, "decision"),
                text(row, "decision_status"),
                text(row, "decision_reason"),
                text(row, "decision_message"),
                kinds.get(required(row, "kind")).failure(),
                entity(text(row, "body")),
                required(row, "lease_owner"),
                number(row, "attempts").intValue(),
                new Ticket(
                        number(row, "partition").intValue(),
                        number(row, "version").longValue()));
    }

    private static Number number(Map<String, Object> row, String column) {
        return (Number) Objects.requireNonNull(row.get(column), column);
    }

    private static @Nullable JsonNode entity(@Nullable String body) throws IOException {
        return body == null ? null : Json.parse(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String required(Map<String, Object> row, String column) {
        return Objects.requireNonNull(text(row, column), column);
    }

    private static @Nullable String text(Map<String, Object> row, String column) {
        return (String) row.get(column);
    }
}
