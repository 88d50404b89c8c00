package io.dyff.routes.orchestrate.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.orchestrate.Allocation;
import io.dyff.routes.orchestrate.admission.Input.Counted;
import io.dyff.routes.orchestrate.admission.Input.Fits;
import io.dyff.routes.orchestrate.admission.Input.Held;
import io.dyff.routes.orchestrate.admission.Input.RateExceeded;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Decides which entities may run now. A transaction decides for some accounts, or for all while a quota of all accounts
 * holds; it admits as many as fit and writes decisions, nothing else.
 */
public final class DecideAdmission {
    private static final Logger LOG = LoggerFactory.getLogger(DecideAdmission.class);

    /** How much of each queue one transaction looks at, at most. */
    private static final int HEADS = 200;

    /** How many candidates one transaction looks at, about. */
    private static final int CANDIDATES = 20_000;

    /** For how many accounts one transaction decides where no quota of all holds. */
    private static final int ACCOUNTS = 100;

    /** The account of quotas. */
    private static final String SYSTEM = "__system__";

    private final JdbcClient database;
    private final AdmissionTable table;
    private final DataFiles files;
    private final Kinds kinds;
    private final Quotas quotas;
    private final Shares shares;
    private volatile Set<String> faults = Set.of();

    public DecideAdmission(JdbcClient database, AdmissionTable table, DataFiles files, Kinds kinds) {
        this.database = database;
        this.table = table;
        this.files = files;
        this.kinds = kinds;
        this.quotas = new Quotas(database, files, kinds);
        this.shares = new Shares(database, files);
    }

    /** Decides for these accounts; for every account that waits when a quota has moved, or one of all of them holds. */
    public void decide(Collection<String> accounts) {
        if (accounts.contains(SYSTEM)) {
            decideAll();
        } else {
            decideFor(accounts);
        }
    }

    void decideFor(Collection<String> accounts) {
        if (accounts.isEmpty()) {
            return;
        }
        if (isShared()) {
            decideForAll();
        } else {
            decideForEach(accounts);
        }
    }

    /** True when a quota of all accounts holds: then nobody can be decided for alone. */
    private boolean isShared() {
        return read().stream().anyMatch(q -> q.isGlobal() && q.limit() != null);
    }

    private void decideForEach(Collection<String> accounts) {
        List<String> all = List.copyOf(accounts);
        for (int from = 0; from < all.size(); from += ACCOUNTS) {
            List<String> some = all.subList(from, Math.min(from + ACCOUNTS, all.size()));
            drain(() -> {
                lock(some);
                return decideOnce(some);
            });
        }
    }

    /** What is wrong with quotas that were not understood when they were last read. */
    public Set<String> faults() {
        return faults;
    }

    /** Decides for every account that waits. */
    public void decideAll() {
        if (isShared()) {
            decideForAll();
        } else {
            decideForEach(waiting());
        }
    }

    private void decideForAll() {
        drain(() -> {
            database.sql(files.text("lock-admission.sql")).query(row -> {});
            return decideOnce(null);
        });
    }

    /** Again while there was something to admit: a transaction looks at the heads of the queues only. */
    private void drain(Supplier<Integer> transaction) {
        int decided;
        do {
            decided = table.inTransaction(transaction);
        } while (decided > 0);
    }

    /**
     * @param accounts for whom; null for all
     */
    private int decideOnce(@Nullable List<String> accounts) {
        List<Quota> now = read();
        int counted = count(accounts, now);
        Ledger ledger = quotas.ledger(accounts, now);
        Heads heads = heads(accounts, ledger);
        Drain drain = new Drain(ledger, shares.all(), heads.most);
        drain.run(heads.candidates);
        table.changeById(
                drain.admitted().stream().map(Candidate::id).toList(),
                found -> new Fits(kinds.get(found.row().entity().kind()).success(), found.now()));
        tell(drain.refused());
        if (!drain.admitted().isEmpty()) {
            LOG.debug("admitted {}", drain.admitted().size());
        }
        return counted + drain.admitted().size();
    }

    /** Counts new entities against the rates; those over one fail. */
    private int count(@Nullable List<String> accounts, List<Quota> now) {
        List<Candidate> uncounted = database.sql(files.text("select-uncounted.sql"))
                .param("accounts", accounts == null ? null : accounts.toArray(String[]::new))
                .query(DecideAdmission::candidate)
                .list();
        List<String> whose =
                uncounted.stream().map(Candidate::account).distinct().toList();
        Rates rates = quotas.rates(now);
        Map<String, String> refused = rates.areFree(whose) ? Map.of() : rates.count(uncounted);
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

    /**
     * The heads of the queues.
     *
     * @param most how many there may be of a queue: where there are so many, there may be more
     */
    private record Heads(List<Candidate> candidates, int most) {}

    /** While there is no room, of those accounts only of which something is to be done all the same. */
    private Heads heads(@Nullable List<String> accounts, Ledger ledger) {
        Optional<Integer> room = ledger.room(Allocation.ADMITTED)
                .map(free -> free.max(BigInteger.ZERO)
                        .min(BigInteger.valueOf(CANDIDATES))
                        .intValue());
        boolean full = accounts == null && room.filter(free -> free == 0).isPresent();
        List<String> some = full ? accounts("select-stirred-account.sql") : accounts;
        AtomicInteger most = new AtomicInteger(HEADS);
        List<Candidate> candidates = database.sql(files.text("select-queued.sql"))
                .param("accounts", some == null ? null : some.toArray(String[]::new))
                .param("room", room.orElse(CANDIDATES))
                .param("most", HEADS)
                .param("candidates", CANDIDATES)
                .query((row, number) -> {
                    most.set(row.getInt("heads"));
                    return candidate(row, number);
                })
                .list();
        return new Heads(candidates, most.get());
    }

    /** Tells those of the queues that have not been told why they wait. */
    private void tell(Map<Drain.Queued, String> refused) {
        List<Drain.Queued> queues = List.copyOf(refused.keySet());
        List<Drain.Queued> untold = queues.isEmpty()
                ? List.of()
                : database.sql(files.text("select-untold-queues.sql"))
                        .param(
                                "accounts",
                                queues.stream().map(Drain.Queued::account).toArray(String[]::new))
                        .param(
                                "shapes",
                                queues.stream().map(Drain.Queued::shape).toArray(String[]::new))
                        .query((row, n) -> new Drain.Queued(row.getString("account"), row.getString("shape")))
                        .list();
        untold.forEach(queue -> tell(queue, Objects.requireNonNull(refused.get(queue))));
    }

    private void tell(Drain.Queued queue, String message) {
        Map<String, String> where = Map.of("account", queue.account(), "shape", queue.shape());
        List<Row> told;
        do {
            told = table.change("select-untold.sql", where, found -> new Held(message, found.now()));
        } while (!told.isEmpty());
    }

    private List<String> waiting() {
        return accounts("select-waiting-account.sql");
    }

    private List<String> accounts(String statement) {
        return database.sql(files.text(statement)).query(String.class).list();
    }

    private List<Quota> read() {
        List<Quota> now = quotas.now();
        note(now.stream().map(Quota::fault).filter(Objects::nonNull).collect(Collectors.toCollection(TreeSet::new)));
        return now;
    }

    private void note(Set<String> wrong) {
        wrong.stream()
                .filter(fault -> !faults.contains(fault))
                .forEach(fault -> LOG.error("{} It holds back what it is about.", fault));
        faults = Set.copyOf(wrong);
    }

    private void lock(List<String> accounts) {
        database.sql(files.text("lock-admission-account.sql"))
                .param("accounts", accounts.toArray(String[]::new))
                .query(row -> {});
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
                read(row.getString("ignores"), new TypeReference<>() {}, List.of()),
                row.getInt("priority"));
    }

    private static <T> T read(@Nullable String json, TypeReference<T> type, T absent) {
        try {
            return json == null ? absent : Json.mapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
