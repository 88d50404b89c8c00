package io.dyff.routes.orchestrate.sweep;

import io.dyff.routes.event.EventType;
import io.dyff.routes.event.WorkflowEvent;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.json.Json;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Has something written to every partition now and then: the broker looks for old records to remove only where there are new
 * ones, and what was forgotten is to be gone from idle partitions too.
 */
public final class Heartbeats {
    private static final String SOURCE = "/dyff/orchestrate";

    private final JdbcClient database;
    private final DataFiles files;

    public Heartbeats(JdbcClient database, DataFiles files) {
        this.database = database;
        this.files = files;
    }

    /** One event, which changes nothing, for each partition that ever held an entity. */
    public List<WorkflowEvent> due() {
        return database.sql(files.text("select-heartbeat.sql")).query(String.class).list().stream()
                .map(id -> WorkflowEvent.of(id, EventType.HEARTBEAT, SOURCE, Json.object()))
                .toList();
    }
}
