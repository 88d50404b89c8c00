package io.dyff.routes.orchestrate;

import io.dyff.routes.progress.Progress;
import io.dyff.routes.progress.StateConsumer;
import java.util.List;
import org.apache.camel.Exchange;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Takes over a batch of states and where it ends, in one transaction. */
public final class TakeStates {
    private final ReadStates states;
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final String upsert;
    private final Progress progress;

    TakeStates(
            ReadStates states,
            JdbcClient jdbc,
            TransactionOperations transactions,
            Statements statements,
            Progress progress) {
        this.states = states;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.upsert = statements.text("upsert-admission.sql");
        this.progress = progress;
    }

    /**
     * @param records exchanges of a Kafka consumer, in their order
     * @return their rows, as JSON
     */
    public String take(List<Exchange> records) {
        String rows = states.rows(records);
        transactions.executeWithoutResult(status -> {
            jdbc.sql(upsert).param("rows", rows).update();
            progress.store(StateConsumer.ORCHESTRATE, records);
        });
        return rows;
    }
}
