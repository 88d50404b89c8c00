package io.dyff.routes.orchestrate.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Statuses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Says why an entity is not further than it is, as the orchestrator sees it. */
public final class WhyWaiting {
    /** Over which a pace is counted, in the statement too. */
    private static final long PACE_SECONDS = 600;

    private final JdbcClient database;
    private final DataFiles files;

    public WhyWaiting(JdbcClient database, DataFiles files) {
        this.database = database;
        this.files = files;
    }

    /** All that is known, with {@code sentences} for people; empty when the orchestrator has never heard of it. */
    public Optional<ObjectNode> of(String id) {
        return database.sql(files.text("select-why.sql"))
                .param("id", id)
                .query((row, number) -> {
                    ObjectNode known = Json.object().put("id", id);
                    for (String column : List.of(
                            "kind",
                            "account",
                            "status",
                            "reason",
                            "message",
                            "stage",
                            "decision",
                            "decision_reason",
                            "decision_message",
                            "decided_at",
                            "due_at",
                            "lease_until")) {
                        known.put(column, row.getString(column));
                    }
                    known.put("attempts", row.getInt("attempts")).put("ahead", row.getLong("ahead"));
                    known.put("rank", row.getInt("rank")).put("executed", row.getBoolean("executed"));
                    known.put("priority", row.getInt("priority")).put("granted", row.getInt("granted"));
                    known.put("admitted", row.getLong("admitted"));
                    expectedSeconds(known).ifPresent(seconds -> known.put("expectedSeconds", seconds));
                    known.set("needs", Json.stored(row.getString("needs")));
                    return known;
                })
                .optional()
                .map(known -> {
                    sentences(known).forEach(known.putArray("sentences")::add);
                    return known;
                });
    }

    static List<String> sentences(JsonNode known) {
        List<String> said = new ArrayList<>();
        String reason =
                known.path("reason").isNull() ? "" : " (" + known.path("reason").asText() + ")";
        said.add("%s of %s is %s%s."
                .formatted(
                        known.path("kind").asText(),
                        known.path("account").asText(),
                        known.path("status").asText(),
                        reason));
        String decision = known.path("decision").asText();
        boolean ended = Statuses.isTerminal(known.path("status").asText());
        if (ended) {
            said.add("It has come to its end.");
        } else if (!decision.equals("none") && !decision.equals("wait")) {
            said.add(decided(known, decision));
        } else if (known.path("rank").asInt() > 0) {
            said.add("It has been admitted: what its objects wait for, `kubectl dyff why` says.");
        } else {
            said.addAll(undecided(known));
        }
        if (known.path("due_at").isTextual()) {
            String what = ended ? "what it left in the cluster goes." : "it is looked at again, whatever happens.";
            said.add("At " + known.path("due_at").asText() + " " + what);
        }
        return said;
    }

    private static List<String> undecided(JsonNode known) {
        return switch (known.path("stage").asText()) {
            case "queued" -> queued(known);
            case "blocked" ->
                known.path("needs")
                        .valueStream()
                        .filter(need -> !isMet(need))
                        .map(WhyWaiting::need)
                        .toList();
            case "new" -> List.of("It has not been looked at yet: if that stays so, the orchestrator does not run.");
            default -> List.of("Nothing is to be done about it.");
        };
    }

    private static List<String> queued(JsonNode known) {
        List<String> said = new ArrayList<>();
        String message = known.path("decision_message").asText("");
        said.add("It waits for room" + (message.isEmpty() ? "" : ": " + message) + "; "
                + known.path("ahead").asLong() + " of its account came before it.");
        if (known.has("expectedSeconds")) {
            said.add("At the pace of the last ten minutes its turn comes in "
                    + known.path("expectedSeconds").asLong() + " s.");
        }
        int priority = known.path("priority").asInt();
        int granted = known.path("granted").asInt();
        if (priority > granted) {
            said.add("It asks for priority " + priority + ": between accounts no more than " + granted
                    + " counts, which is what its account was granted.");
        }
        return said;
    }

    /** By how many of its account were given a place lately; empty when none were, or when it does not wait for one. */
    private static OptionalLong expectedSeconds(JsonNode known) {
        long admitted = known.path("admitted").asLong();
        boolean waits =
                known.path("rank").asInt() == 0 && known.path("stage").asText().equals("queued");
        return waits && admitted > 0
                ? OptionalLong.of((known.path("ahead").asLong() + 1) * PACE_SECONDS / admitted)
                : OptionalLong.empty();
    }

    private static boolean isMet(JsonNode need) {
        String status = need.path("status").asText();
        return need.path("serving").asBoolean() ? status.equals(Statuses.AVAILABLE) : Statuses.isSuccess(status);
    }

    private static String need(JsonNode need) {
        String id = need.path("id").asText();
        return need.path("status").isNull()
                ? "It waits for " + id + ", which nobody knows."
                : "It waits for %s %s, which is %s."
                        .formatted(
                                need.path("kind").asText(),
                                id,
                                need.path("status").asText());
    }

    private static String decided(JsonNode known, String decision) {
        String what = "It was decided at " + known.path("decided_at").asText() + ": " + decision + "; ";
        if (known.path("executed").asBoolean()) {
            return what + "that was done, and its echo has not come yet.";
        }
        int attempts = known.path("attempts").asInt();
        return attempts == 0
                ? what + "nobody has acted on it yet."
                : what + "tried " + attempts + " times, again after "
                        + known.path("lease_until").asText() + ".";
    }
}
