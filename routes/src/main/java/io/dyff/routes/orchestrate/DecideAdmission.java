package io.dyff.routes.orchestrate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.Statuses;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Decides which entities may run now. One transaction per account, or one for all while a quota of all accounts holds;
 * each admits as many as fit and writes decisions, nothing else.
 */
public final class DecideAdmission {
    private static final Logger LOG = LoggerFactory.getLogger(DecideAdmission.class);

    /** How much of each queue one transaction looks at. */
    private static final int HEADS = 200;

    /** The account of quotas. */
    private static final String SYSTEM = "__system__";

    private final JdbcClient database;
    private final TransactionTemplate transactions;
    private final Statements statements;
    private final Kinds kinds;

    DecideAdmission(JdbcClient database, TransactionTemplate transactions, Statements statements, Kinds kinds) {
        this.database = database;
        this.transactions = transactions;
        this.statements = statements;
        this.kinds = kinds;
    }

    /**
     * Decides for these accounts; for every account that waits when a quota of all of them holds.
     *
     * @param rows with a column {@code account}
     */
    public void decide(List<Map<String, Object>> rows) {
        List<String> accounts =
                rows.stream().map(row -> String.valueOf(row.get("account"))).toList();
        boolean quotasMoved = accounts.contains(SYSTEM);
        decideFor(quotasMoved ? waiting() : accounts);
    }

    void decideFor(Collection<String> accounts) {
        if (quotas().stream().anyMatch(q -> q.isGlobal() && q.limit() != null)) {
            if (!accounts.isEmpty()) {
                decideForAll();
            }
            return;
        }
        for (String account : accounts) {
            drain(() -> {
                lock("lock-admission-account.sql", account);
                return decideOnce(List.of(account));
            });
        }
    }

    /** Decides for every account that waits. */
    public void decideAll() {
        decideFor(waiting());
    }

    private void decideForAll() {
        drain(() -> {
            lock("lock-admission.sql", null);
            return decideOnce(waiting());
        });
    }

    /** Again while there was something to admit: a transaction looks at the heads of the queues only. */
    private void drain(java.util.function.IntSupplier transaction) {
        Integer decided;
        do {
            decided = transactions.execute(status -> transaction.getAsInt());
        } while (decided != null && decided > 0);
    }

    private int decideOnce(List<String> accounts) {
        List<Quota> quotas = quotas();
        int counted = count(accounts, new Rates(quotas, kinds, database, statements.text("sum-created.sql")));
        Ledger ledger = ledger(accounts, quotas);
        Drain drain = new Drain(ledger);
        drain.run(queued(accounts));
        write(drain.admitted().stream().map(DecideAdmission::admission).toList());
        drain.refused().forEach(this::tell);
        if (!drain.admitted().isEmpty()) {
            LOG.debug("admitted {} of {} accounts", drain.admitted().size(), accounts.size());
        }
        return counted + drain.admitted().size();
    }

    /** Counts new entities against the rates; those over one fail. */
    private int count(List<String> accounts, Rates rates) {
        List<Candidate> uncounted = database.sql(statements.text("select-uncounted.sql"))
                .param("accounts", accounts.toArray(String[]::new))
                .query(DecideAdmission::candidate)
                .list();
        List<Decision> refused = new ArrayList<>();
        List<String> within = new ArrayList<>();
        boolean free = rates.areFree(accounts);
        for (Candidate candidate : uncounted) {
            Optional<String> refusal = free ? Optional.empty() : rates.refusal(candidate);
            if (refusal.isEmpty()) {
                within.add(candidate.id());
                if (!free) {
                    markCounted(List.of(candidate.id()));
                }
            } else {
                String failure = kinds.get(candidate.kind()).failure();
                refused.add(new Decision(candidate.id(), "fail", failure, "RateLimitExceeded", refusal.get()));
            }
        }
        markCounted(within);
        write(refused);
        return uncounted.size();
    }

    private void markCounted(List<String> ids) {
        if (!ids.isEmpty()) {
            database.sql(statements.text("count-created.sql"))
                    .param("ids", ids.toArray(String[]::new))
                    .update();
        }
    }

    private static Decision admission(Candidate candidate) {
        String status = candidate.way().equals("run") ? Statuses.ADMITTED : Statuses.READY;
        return new Decision(candidate.id(), candidate.way(), status, null, null);
    }

    private void write(List<Decision> decisions) {
        if (!decisions.isEmpty()) {
            database.sql(statements.text("decide-admission.sql"))
                    .param("decisions", json(decisions))
                    .update();
        }
    }

    private void tell(Drain.Queued queue, String message) {
        database.sql(statements.text("wait-for-quota.sql"))
                .param("account", queue.account())
                .param("shape", queue.shape())
                .param("message", message)
                .update();
    }

    private Ledger ledger(List<String> accounts, List<Quota> quotas) {
        List<Quota> ofUse = quotas.stream()
                .filter(q -> q.isOfUse() && q.limit() != null)
                .filter(q -> accounts.stream().anyMatch(q::holdsFor))
                .toList();
        Ledger ledger = new Ledger(ofUse);
        if (!ofUse.isEmpty()) {
            boolean all = ofUse.stream().anyMatch(Quota::isGlobal);
            database.sql(statements.text("sum-admission.sql"))
                    .param("account", all || accounts.size() != 1 ? null : accounts.get(0))
                    .query(row -> {
                        ledger.add(
                                row.getString(1),
                                row.getString(2),
                                row.getBigDecimal(3).toBigInteger());
                    });
        }
        return ledger;
    }

    private List<Candidate> queued(List<String> accounts) {
        return database.sql(statements.text("select-queued.sql"))
                .param("accounts", accounts.toArray(String[]::new))
                .param("heads", HEADS)
                .query(DecideAdmission::candidate)
                .list();
    }

    private List<String> waiting() {
        return database.sql(statements.text("select-waiting-account.sql"))
                .query(String.class)
                .list();
    }

    private List<Quota> quotas() {
        List<Quota> quotas = new ArrayList<>();
        database.sql(statements.text("select-quota.sql")).query(row -> {
            try {
                quotas.add(Quota.of(
                        row.getString("principal"),
                        row.getString("resource"),
                        row.getString("flavor"),
                        row.getString("quantity"),
                        row.getString("duration"),
                        row.getString("epoch")));
            } catch (RuntimeException e) {
                // The api refuses such a quota; one that came another way must not stop every admission.
                LOG.error("quota {} is not understood and limits nothing: {}", row.getString("id"), e.getMessage());
            }
        });
        return quotas;
    }

    private void lock(String statement, @Nullable String account) {
        JdbcClient.StatementSpec spec = database.sql(statements.text(statement));
        (account == null ? spec : spec.param("account", account)).query(row -> {});
    }

    private static Candidate candidate(ResultSet row, int number) throws SQLException {
        return new Candidate(
                row.getString("id"),
                row.getString("kind"),
                row.getString("account"),
                row.getString("shape"),
                row.getString("way"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                read(row.getString("allocation"), new TypeReference<>() {}, Map.of()),
                read(row.getString("ignores"), new TypeReference<>() {}, List.of()));
    }

    private static <T> T read(@Nullable String json, TypeReference<T> type, T absent) {
        try {
            return json == null ? absent : Json.mapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String json(Object value) {
        try {
            return Json.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
