package io.dyff.routes.orchestrate.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Json;
import io.dyff.routes.orchestrate.admission.Decision.What;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row as a statement found it.
 *
 * @param row the row
 * @param needs what it depends on, where the statement looked
 * @param now the database's clock
 */
public record Loaded(Row row, Needs needs, Instant now) {

    /** Reads a line of the view admission_row, with a column {@code now}. */
    public static Loaded of(ResultSet line) throws SQLException {
        return new Loaded(row(line), Needs.NONE, Objects.requireNonNull(time(line, "now")));
    }

    /** The same with a column {@code needs}. */
    static Loaded withNeeds(ResultSet line) throws SQLException {
        String needs = line.getString("needs");
        Loaded loaded = of(line);
        try {
            return needs == null
                    ? loaded
                    : new Loaded(
                            loaded.row(),
                            new Needs(Json.mapper().readValue(needs, new TypeReference<List<Needs.Need>>() {})),
                            loaded.now());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Row row(ResultSet line) throws SQLException {
        Entity entity = new Entity(
                line.getString("id"),
                line.getString("kind"),
                line.getString("account"),
                line.getString("status"),
                line.getInt("rank"),
                line.getString("reason"),
                line.getString("message"),
                Objects.requireNonNull(time(line, "created_at")),
                line.getLong("version"),
                line.getString("kube_uid"),
                word(Entity.Way.class, line.getString("way")),
                time(line, "expires_at"));
        Decision decision = new Decision(
                word(What.class, line.getString("decision")),
                line.getString("decision_status"),
                line.getString("decision_reason"),
                line.getString("decision_message"),
                time(line, "decided_at"),
                time(line, "executed_at"));
        Lease lease = new Lease(
                line.getString("lease_owner"),
                Objects.requireNonNull(time(line, "lease_until")),
                line.getInt("attempts"));
        return new Row(
                entity,
                word(Row.Stage.class, line.getString("stage")),
                line.getBoolean("counted"),
                decision,
                lease,
                word(Row.InCluster.class, line.getString("object")),
                time(line, "due_at"));
    }

    /** What the rules may change, as columns. */
    static ObjectNode columns(Row row) {
        Decision decision = row.decision();
        return Json.object()
                .put("id", row.entity().id())
                .put("stage", word(row.stage()))
                .put("counted", row.counted())
                .put("decision", word(decision.what()))
                .put("decision_status", decision.status())
                .put("decision_reason", decision.reason())
                .put("decision_message", decision.message())
                .put("decided_at", text(decision.decidedAt()))
                .put("executed_at", text(decision.executedAt()))
                .put("object", word(row.object()))
                .put("lease_owner", row.lease().owner())
                .put("lease_until", text(row.lease().until()))
                .put("attempts", row.lease().attempts())
                .put("due_at", text(row.dueAt()));
    }

    static <E extends Enum<E>> E word(Class<E> words, String text) {
        return Enum.valueOf(words, text.toUpperCase(Locale.ROOT));
    }

    private static String word(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Instant time(ResultSet line, String column) throws SQLException {
        OffsetDateTime time = line.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
