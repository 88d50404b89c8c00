package io.dyff.routes.api.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.api.EntityRow;
import io.dyff.routes.entity.EntityIds;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Answers what became of an entity: when, by what, and what changed. */
public final class EntityHistory {
    private static final String EDIT = "edit";
    private static final int LIMIT = 100;
    private static final int MAX_LIMIT = 1000;

    private final JdbcClient database;
    private final DataFiles files;

    public EntityHistory(JdbcClient database, DataFiles files) {
        this.database = database;
        this.files = files;
    }

    /**
     * Its changes, the newest first; {@code after} a version of an earlier page the older ones. Whose request a change was
     * says the answer only to those who may edit the entity; and only to those it says anything of a kind of which parts are
     * not for everybody who reads it.
     */
    public JsonNode answer(@Variable("call") ApiCall call, @Variable("row") EntityRow row) {
        call.requireChecked(row.id());
        Kind kind = call.kind();
        boolean edits = call.caller().may(call.resource(), EDIT, row.account(), row.id());
        if (kind.parts() != null || kind.audience() != null) {
            call.caller().authorize(call.resource(), EDIT, row.account(), row.id());
        }
        ArrayNode answer = Json.mapper().createArrayNode();
        database.sql(files.text("select-revisions.sql"))
                .param("id", row.id())
                .param("after", number(call, "after", 0, Long.MAX_VALUE, null))
                .param("limit", number(call, "limit", 1, MAX_LIMIT, (long) LIMIT))
                .query((change, n) -> change(row.id(), change, edits))
                .list()
                .forEach(answer::add);
        return answer;
    }

    private static ObjectNode change(String id, ResultSet row, boolean edits) throws SQLException {
        long version = row.getLong("version");
        ObjectNode change = Json.object()
                .put("version", version)
                .put("revision", EntityIds.namespaced(id, Long.toString(version)))
                .put("time", row.getString("at"))
                .put("event", row.getString("event"))
                .put("source", row.getString("source"));
        if (edits && row.getString("author") != null) {
            change.put("author", row.getString("author"));
        }
        change.set("changes", Json.stored(row.getString("changes")));
        return change;
    }

    private static @Nullable Long number(ApiCall call, String name, long low, long high, @Nullable Long absent) {
        String text = call.parameter(name);
        if (text == null) {
            return absent;
        }
        try {
            long value = Long.parseLong(text);
            if (value >= low && value <= high) {
                return value;
            }
        } catch (NumberFormatException e) {
            // It is told below.
        }
        throw Problem.of(400, name + " must be a whole number from " + low + " to " + high)
                .exception();
    }
}
