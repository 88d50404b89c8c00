package io.dyff.routes.state.sink;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.progress.Progress;
import io.dyff.routes.progress.StateConsumer;
import io.dyff.routes.state.EntityVersion;
import io.dyff.routes.state.StateRecord;
import io.dyff.routes.state.facet.Filters;
import io.dyff.routes.state.history.StoreRevisions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Stores a batch of states and where it ends, in one transaction. */
public final class StoreEntities {
    private final NewestPerEntity newest = new NewestPerEntity();
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final DataFiles files;
    private final Progress progress;
    private final Kinds kinds;
    private final Filters filters;
    private final Optional<StoreRevisions> revisions;

    /**
     * @param filters by which rows are found
     * @param revisions what keeps the history; absent where none is kept
     */
    StoreEntities(
            JdbcClient jdbc,
            TransactionOperations transactions,
            DataFiles files,
            Progress progress,
            Kinds kinds,
            Filters filters,
            Optional<StoreRevisions> revisions) {
        this.kinds = kinds;
        this.filters = filters;
        this.revisions = revisions;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.files = files;
        this.progress = progress;
    }

    /**
     * @param records exchanges of a Kafka consumer, in their order
     */
    public void store(List<Exchange> records) {
        List<StoreRevisions.Made> states = records.stream()
                .map(record -> StateRecord.of(record.getMessage()))
                .map(record -> StoreRevisions.Made.of(EntityVersion.of(record), record))
                .toList();
        ArrayNode rows =
                newest.rows(states.stream().map(StoreRevisions.Made::entity).toList(), filters.facets());
        String json = new String(Json.bytes(rows), StandardCharsets.UTF_8);
        String[] due = attestable(rows);
        transactions.executeWithoutResult(status -> {
            // What changed against the rows of before; and those before positions: a rebuild holds their table first.
            revisions.ifPresent(history -> history.store(states));
            jdbc.sql(files.text("upsert-entity.sql")).param("rows", json).update();
            if (due.length > 0) {
                jdbc.sql(files.text("insert-attestations-due.sql"))
                        .param("ids", due)
                        .update();
            }
            progress.store(StateConsumer.SINK, records);
        });
    }

    /** Ids of those that have results of which something is attested. */
    private String[] attestable(ArrayNode rows) {
        return rows.valueStream()
                .filter(row -> kinds.find(row.path("kind").asText())
                        .filter(kind -> kind.evidence() != null
                                && row.path("status").asText().equals(kind.success()))
                        .isPresent())
                .map(row -> row.path("id").asText())
                .toArray(String[]::new);
    }
}
