package io.dyff.routes.orchestrate.admission;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The table admission, changed by the rules only: one statement loads rows under a lock, one stores what came out, in one
 * transaction (the caller's, if there is one).
 */
public final class AdmissionTable {
    private final JdbcClient database;
    private final TransactionOperations transactions;
    private final DataFiles files;
    private final AdmissionRules rules = AdmissionRules.STANDARD;

    public AdmissionTable(JdbcClient database, TransactionOperations transactions, DataFiles files) {
        this.database = database;
        this.transactions = transactions;
        this.files = files;
    }

    /**
     * Gives each row that the statement finds its input.
     *
     * @param statement file that selects lines of the view admission_row, with the clock, for update
     * @return the rows as they are now, in the statement's order
     */
    public List<Row> change(String statement, Map<String, ?> parameters, Function<Loaded, Input> input) {
        return inTransaction(() -> apply(select(statement, parameters, (line, n) -> Loaded.of(line)), input));
    }

    /** The same for a statement that also tells what each row depends on. */
    List<Row> changeByNeeds(String statement, Map<String, ?> parameters, Function<Loaded, Input> input) {
        return inTransaction(() -> apply(select(statement, parameters, (line, n) -> Loaded.withNeeds(line)), input));
    }

    /** The same for the rows of these ids. */
    public List<Row> changeById(Collection<String> ids, Function<Loaded, Input> input) {
        return ids.isEmpty()
                ? List.of()
                : change("load-admission.sql", Map.of("ids", ids.toArray(String[]::new)), input);
    }

    /** Loads, without changing anything yet. */
    public List<Loaded> load(String statement, Map<String, ?> parameters) {
        return select(statement, parameters, (line, n) -> Loaded.of(line));
    }

    /** Applies an input to each loaded row, and stores those that it changes; in the transaction that loaded them. */
    public List<Row> apply(List<Loaded> loaded, Function<Loaded, Input> input) {
        List<Row> after = new ArrayList<>(loaded.size());
        List<Row> changed = new ArrayList<>();
        for (Loaded before : loaded) {
            Row next = rules.apply(before.row(), input.apply(before));
            after.add(next);
            if (!next.equals(before.row())) {
                changed.add(next);
            }
        }
        store(changed);
        return after;
    }

    /** Loading and applying in one transaction. */
    public <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(transactions.execute(status -> work.get()));
    }

    private <T> List<T> select(String statement, Map<String, ?> parameters, RowMapper<T> mapper) {
        return database.sql(files.text(statement))
                .params(parameters)
                .query(mapper)
                .list();
    }

    private void store(List<Row> rows) {
        if (!rows.isEmpty()) {
            ArrayNode columns = Json.mapper().createArrayNode();
            rows.forEach(row -> columns.add(Loaded.columns(row)));
            database.sql(files.text("store-admission.sql"))
                    .param("rows", text(columns))
                    .update();
        }
    }

    static String text(ArrayNode rows) {
        return new String(Json.bytes(rows), StandardCharsets.UTF_8);
    }
}
