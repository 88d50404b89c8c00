package io.dyff.routes.orchestrate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.dyff.routes.orchestrate.admission.StoreStates;
import io.dyff.routes.progress.Progress;
import io.dyff.routes.progress.StateConsumer;
import java.util.List;
import org.apache.camel.Exchange;
import org.springframework.transaction.support.TransactionOperations;

/** Takes over a batch of states and where it ends, in one transaction. */
public final class TakeStates {
    private final ReadStates states;
    private final StoreStates table;
    private final TransactionOperations transactions;
    private final Progress progress;

    TakeStates(ReadStates states, StoreStates table, TransactionOperations transactions, Progress progress) {
        this.states = states;
        this.table = table;
        this.transactions = transactions;
        this.progress = progress;
    }

    /**
     * @param records exchanges of a Kafka consumer, in their order
     * @return their rows, with ids and accounts
     */
    public ArrayNode take(List<Exchange> records) {
        ArrayNode rows = states.rows(records);
        transactions.executeWithoutResult(status -> {
            table.store(rows);
            progress.store(StateConsumer.ORCHESTRATE, records);
        });
        return rows;
    }
}
