package io.dyff.routes.orchestrate.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.orchestrate.admission.Input.Counted;
import io.dyff.routes.orchestrate.admission.Input.Fits;
import io.dyff.routes.orchestrate.admission.Input.Held;
import io.dyff.routes.orchestrate.admission.Input.RateExceeded;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

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
    private final AdmissionTable table;
    private final DataFiles files;
    private final Kinds kinds;
    private volatile Set<String> faults = Set.of();

    public DecideAdmission(JdbcClient database, AdmissionTable table, DataFiles files, Kinds kinds) {
        this.database = database;
        this.table = table;
        this.files = files;
        this.kinds = kinds;
    }

    /** Decides for these accounts; for every account that waits when a quota of all of them holds. */
    public void decide(Collection<String> accounts) {
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

    /** What is wrong with quotas that were not understood when they were last read. */
    public Set<String> faults() {
        return faults;
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
    private void drain(Supplier<Integer> transaction) {
        int decided;
        do {
            decided = table.inTransaction(transaction);
        } while (decided > 0);
    }

    private int decideOnce(List<String> accounts) {
        List<Quota> quotas = quotas();
        int counted = count(accounts, new Rates(quotas, kinds, database, files.text("select-created.sql")));
        Ledger ledger = ledger(accounts, quotas);
        Drain drain = new Drain(ledger);
        drain.run(queued(accounts));
        table.changeById(
                drain.admitted().stream().map(Candidate::id).toList(),
                found -> new Fits(kinds.get(found.row().entity().kind()).success(), found.now()));
        drain.refused().forEach(this::tell);
        if (!drain.admitted().isEmpty()) {
            LOG.debug("admitted {} of {} accounts", drain.admitted().size(), accounts.size());
        }
        return counted + drain.admitted().size();
    }

    /** Counts new entities against the rates; those over one fail. */
    private int count(List<String> accounts, Rates rates) {
        List<Candidate> uncounted = database.sql(files.text("select-uncounted.sql"))
                .param("accounts", accounts.toArray(String[]::new))
                .query(DecideAdmission::candidate)
                .list();
        Map<String, String> refused = rates.areFree(accounts) ? Map.of() : rates.count(uncounted);
        table.changeById(uncounted.stream().map(Candidate::id).toList(), found -> {
            String id = found.row().entity().id();
            String refusal = refused.get(id);
            String kind = found.row().entity().kind();
            return refusal == null
                    ? new Counted()
                    : new RateExceeded(kinds.get(kind).failure(), refusal, found.now());
        });
        return uncounted.size();
    }

    /** Tells those of a queue that have not been told why they wait. */
    private void tell(Drain.Queued queue, String message) {
        Map<String, String> where = Map.of("account", queue.account(), "shape", queue.shape());
        List<Row> told;
        do {
            told = table.change("select-untold.sql", where, found -> new Held(message, found.now()));
        } while (!told.isEmpty());
    }

    private Ledger ledger(List<String> accounts, List<Quota> quotas) {
        List<Quota> ofUse = quotas.stream()
                .filter(q -> q.isOfUse() && q.limit() != null)
                .filter(q -> accounts.stream().anyMatch(q::holdsFor))
                .toList();
        Ledger ledger = new Ledger(ofUse, kind -> kinds.get(kind).resource());
        if (!ofUse.isEmpty()) {
            boolean all = ofUse.stream().anyMatch(Quota::isGlobal);
            database.sql(files.text("sum-admission.sql"))
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
        return database.sql(files.text("select-queued.sql"))
                .param("accounts", accounts.toArray(String[]::new))
                .param("heads", HEADS)
                .query(DecideAdmission::candidate)
                .list();
    }

    private List<String> waiting() {
        return database.sql(files.text("select-waiting-account.sql"))
                .query(String.class)
                .list();
    }

    private List<Quota> quotas() {
        List<Quota> quotas = new ArrayList<>();
        Set<String> wrong = new TreeSet<>();
        database.sql(files.text("select-quota.sql")).query(row -> {
            Quota quota = Quota.read(
                    row.getString("id"),
                    row.getString("principal"),
                    row.getString("resource"),
                    row.getString("flavor"),
                    row.getString("quantity"),
                    row.getString("duration"),
                    row.getString("epoch"));
            quotas.add(quota);
            if (quota.fault() != null) {
                wrong.add(quota.fault());
            }
        });
        note(wrong);
        return quotas;
    }

    private void note(Set<String> wrong) {
        wrong.stream()
                .filter(fault -> !faults.contains(fault))
                .forEach(fault -> LOG.error("{} It holds back what it is about.", fault));
        faults = Set.copyOf(wrong);
    }

    private void lock(String statement, @Nullable String account) {
        JdbcClient.StatementSpec spec = database.sql(files.text(statement));
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
}
