package io.dyff.routes.state.sink;

import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.progress.Progress;
import io.dyff.routes.progress.StateConsumer;
import java.util.List;
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

    StoreEntities(JdbcClient jdbc, TransactionOperations transactions, DataFiles files, Progress progress) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.files = files;
        this.progress = progress;
    }

    /**
     * @param records exchanges of a Kafka consumer, in their order
     */
    public void store(List<Exchange> records) {
        String rows = newest.rows(records);
        transactions.executeWithoutResult(status -> {
            // The rows first: a rebuild holds their table before it looks at positions.
            jdbc.sql(files.text("upsert-entity.sql")).param("rows", rows).update();
            progress.store(StateConsumer.SINK, records);
        });
    }
}
