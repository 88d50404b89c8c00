package io.dyff.routes.orchestrate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.data.DataFiles;
import io.dyff.routes.event.Headers;
import io.dyff.routes.host.Overrides;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.progress.Progress;
import io.dyff.routes.testing.TestingPlatform;
import io.dyff.routes.testing.TestingSpace;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
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
    final TestingSpace space = TestingPlatform.space();
    private final CamelContext camel = new DefaultCamelContext();
    private final ProducerTemplate template;
    private final OrchestrateSettings settings;
    final Kinds kinds = Kinds.standard();

    TestingAdmission() {
        this(new OrchestrateSettings(null, null, 0, null, null));
    }

    TestingAdmission(OrchestrateSettings settings) {
        this.settings = settings;
        camel.getRegistry().bind("dataSource", space.dataSource());
        camel.start();
        template = camel.createProducerTemplate();
    }

    /** Takes states over and decides, as the route does. */
    void states(ObjectNode... entities) {
        decider().decide(judge(upsert(entities)));
    }

    /** Takes states over only. */
    String upsert(ObjectNode... entities) {
        List<Exchange> poll = Arrays.stream(entities).map(this::exchange).toList();
        // Nothing is remembered between the calls: tests empty the table.
        return new TakeStates(
                        new ReadStates(kinds, settings),
                        space.jdbc(),
                        new TransactionTemplate(new JdbcTransactionManager(space.dataSource())),
                        new Statements(Overrides.none()),
                        progress())
                .take(poll);
    }

    @SuppressWarnings("unchecked")
    List<Map<String, Object>> judge(String rows) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.setVariable("rows", rows);
        exchange.setVariable("dependencyTimeout", settings.dependencyTimeout().toSeconds() + "s");
        return (List<Map<String, Object>>) send("sql:classpath:dyff/settle-admission.sql", exchange);
    }

    /** Does what is due by now. */
    void due() {
        send("sql:classpath:dyff/settle-due.sql", new DefaultExchange(camel));
    }

    /** Claims open decisions. */
    @SuppressWarnings("unchecked")
    List<Map<String, Object>> claim(String owner, long maxLive) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.setVariable("owner", owner);
        exchange.setVariable("maxLive", maxLive);
        return (List<Map<String, Object>>) send("sql:classpath:dyff/claim-admission.sql", exchange);
    }

    /** Runs one of the statements about a claimed decision. */
    void say(String statement, Map<String, Object> claimed, @Nullable String refusal) throws Exception {
        Exchange exchange = new DefaultExchange(camel);
        exchange.setVariable("decision", new ReadDecision(kinds).read(claimed));
        exchange.setVariable("refusal", refusal);
        send("sql:classpath:dyff/" + statement, exchange);
    }

    /** The positions, as a process that has just started knows them. */
    Progress progress() {
        return new Progress(space.jdbc(), new DataFiles(Overrides.none()), () -> "test");
    }

    DecideAdmission decider() {
        return new DecideAdmission(
                JdbcClient.create(space.dataSource()),
                new TransactionTemplate(new JdbcTransactionManager(space.dataSource())),
                new Statements(Overrides.none()),
                kinds);
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
        return space.jdbc()
                .sql("select cast(" + expression + " as text) from admission where id = :id")
                .param("id", entity.path("id").asText())
                .query((row, n) -> row.getString(1))
                .list()
                .getFirst();
    }

    long count(String condition) {
        return space.jdbc()
                .sql("select count(*) from admission where " + condition)
                .query(Long.class)
                .single();
    }

    void sql(String statement) {
        space.jdbc().sql(statement).update();
    }

    /** The entity with a new status, as its next state has it. */
    static ObjectNode with(ObjectNode entity, String status, @Nullable String reason) {
        ObjectNode copy = entity.deepCopy().put("status", status);
        return reason == null ? copy : copy.put("reason", reason);
    }

    private Object send(String endpoint, Exchange exchange) {
        Exchange answer = template.send(endpoint, exchange);
        if (answer.getException() != null) {
            throw new IllegalStateException(answer.getException());
        }
        return Objects.requireNonNullElse(answer.getMessage().getBody(), List.of());
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
