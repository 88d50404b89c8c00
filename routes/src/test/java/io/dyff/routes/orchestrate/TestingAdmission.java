package io.dyff.routes.orchestrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.event.Headers;
import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.orchestrate.admission.AdmissionTable;
import io.dyff.routes.orchestrate.admission.Agenda;
import io.dyff.routes.orchestrate.admission.DecideAdmission;
import io.dyff.routes.orchestrate.admission.JudgeDependencies;
import io.dyff.routes.orchestrate.admission.Row;
import io.dyff.routes.orchestrate.admission.SettleDue;
import io.dyff.routes.orchestrate.admission.StoreStates;
import io.dyff.routes.orchestrate.execute.ClaimDecisions;
import io.dyff.routes.orchestrate.execute.MarkDecision;
import io.dyff.routes.orchestrate.execute.OpenDecision;
import io.dyff.routes.orchestrate.execute.ReadDecision;
import io.dyff.routes.progress.Progress;
import io.dyff.routes.testing.TestingPlatform;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The orchestrator's statements on a real database, without topics and cluster: states go in, decisions come out. */
final class TestingAdmission implements AutoCloseable {
    private static final AtomicLong OFFSETS = new AtomicLong();

    /** Longer than any test takes, on however slow a machine. */
    private static final Duration LEASE = Duration.ofHours(1);

    private final DataSource dataSource;
    private final CamelContext camel = new DefaultCamelContext();
    private final DataFiles files = new DataFiles(Overrides.none());
    private final OrchestrateSettings settings;
    final Kinds kinds = Kinds.standard();

    TestingAdmission() {
        this(new OrchestrateSettings(null, null, 0, null, null));
    }

    TestingAdmission(OrchestrateSettings settings) {
        this(settings, TestingPlatform.database().pooled());
    }

    /**
     * @param dataSource of a migrated database
     */
    TestingAdmission(OrchestrateSettings settings, DataSource dataSource) {
        this.settings = settings;
        this.dataSource = dataSource;
        camel.start();
    }

    JdbcClient jdbc() {
        return JdbcClient.create(dataSource);
    }

    /** Takes states over and decides, as the route does. */
    void states(ObjectNode... entities) {
        decider().decide(judge(upsert(entities)));
    }

    /** Takes states over only. */
    ArrayNode upsert(ObjectNode... entities) {
        List<Exchange> poll = Arrays.stream(entities).map(this::exchange).toList();
        // Nothing is remembered between the calls: tests empty the table.
        return new TakeStates(
                        new ReadStates(kinds),
                        new StoreStates(jdbc(), files, settings.keepFinished()),
                        transactions(),
                        progress())
                .take(poll);
    }

    /** Judges dependencies; answers the accounts that this moves. */
    Set<String> judge(ArrayNode rows) {
        return judge().judge(rows);
    }

    JudgeDependencies judge() {
        return new JudgeDependencies(table(), jdbc(), files, kinds, settings.dependencyTimeout());
    }

    /** Does what is due by now, which must be on the agenda. */
    void due() {
        boolean agenda = agenda().isOpen();
        assertThat(table().load("select-due.sql", Map.of())).matches(due -> agenda || due.isEmpty(), "on the agenda");
        new SettleDue(table()).settle();
    }

    Agenda agenda() {
        return new Agenda(jdbc(), files);
    }

    /** Claims open decisions, and reads each as it is about to be acted on. */
    List<OpenDecision> claim(String owner, long maxLive) {
        boolean agenda = agenda().isOpen();
        List<Row> claimed = claimant(maxLive).claim(owner);
        assertThat(claimed).matches(rows -> agenda || rows.isEmpty(), "on the agenda");
        return claimed.stream().map(this::read).toList();
    }

    ClaimDecisions claimant(long maxLive) {
        return claimant(maxLive, () -> false);
    }

    ClaimDecisions claimant(long maxLive, BooleanSupplier isBehind) {
        return new ClaimDecisions(table(), jdbc(), files, maxLive, LEASE, isBehind);
    }

    OpenDecision read(Row claimed) {
        return new ReadDecision(kinds, jdbc(), files).read(claimed);
    }

    /** Says what became of a claimed decision. */
    MarkDecision mark() {
        return new MarkDecision(table());
    }

    AdmissionTable table() {
        return new AdmissionTable(jdbc(), transactions(), files);
    }

    private TransactionTemplate transactions() {
        return new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    /** How the database would execute a statement if it had many rows. */
    List<String> plan(String statement, Map<String, ?> parameters) {
        return Objects.requireNonNull(transactions().execute(status -> {
            sql("set local enable_seqscan = off");
            return jdbc().sql("explain " + files.text(statement))
                    .params(parameters)
                    .query(String.class)
                    .list();
        }));
    }

    /** The positions, as a process that has just started knows them. */
    Progress progress() {
        return new Progress(jdbc(), new DataFiles(Overrides.none()), () -> "test");
    }

    DecideAdmission decider() {
        return new DecideAdmission(jdbc(), table(), files, kinds);
    }

    /** What is decided about an entity, as {@code decision status/reason}. */
    String decision(ObjectNode entity) {
        return row(entity, "decision || coalesce(' ' || decision_status, '') || coalesce('/' || decision_reason, '')");
    }

    @Nullable
    String message(ObjectNode entity) {
        return row(entity, "decision_message");
    }

    @Nullable
    String row(ObjectNode entity, String expression) {
        return jdbc().sql("select cast(" + expression + " as text) from admission where id = :id")
                .param("id", entity.path("id").asText())
                .query((row, n) -> row.getString(1))
                .list()
                .getFirst();
    }

    long count(String condition) {
        return jdbc().sql("select count(*) from admission where " + condition)
                .query(Long.class)
                .single();
    }

    void sql(String statement) {
        jdbc().sql(statement).update();
    }

    /** The entity with a new status, as its next state has it. */
    static ObjectNode with(ObjectNode entity, String status, @Nullable String reason) {
        ObjectNode copy = entity.deepCopy().put("status", status);
        return reason == null ? copy : copy.put("reason", reason);
    }

    private Exchange exchange(ObjectNode entity) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setHeader(KafkaConstants.KEY, entity.path("id").asText());
        exchange.getMessage().setHeader(KafkaConstants.PARTITION, 0);
        long offset = OFFSETS.incrementAndGet();
        exchange.getMessage().setHeader(KafkaConstants.OFFSET, offset);
        exchange.getMessage().setHeader(Headers.EVENT_OFFSET, Long.toString(offset));
        exchange.getMessage().setHeader(Headers.STATE_VERSION, "1");
        if (List.of("Admitted", "Available").contains(entity.path("status").asText())) {
            exchange.getMessage()
                    .setHeader(Headers.KUBE_UID, "uid-" + entity.path("id").asText());
        }
        exchange.getMessage().setBody(Json.bytes(entity));
        return exchange;
    }

    static OrchestrateSettings settings(Duration dependencyTimeout, Duration keepFinished) {
        return new OrchestrateSettings(dependencyTimeout, keepFinished, 0, null, null);
    }

    @Override
    public void close() {
        camel.stop();
    }
}
