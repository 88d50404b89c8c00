package io.dyff.routes.orchestrate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.Host;
import io.dyff.routes.event.Headers;
import io.dyff.routes.json.Json;
import io.dyff.routes.testing.OnRealCluster;
import io.dyff.routes.testing.TestingCluster;
import io.dyff.routes.testing.TestingEntities;
import io.dyff.routes.testing.TestingPlatform;
import io.dyff.routes.testing.TestingSpace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** How the orchestrator starts on a state topic that others have filled. */
@OnRealCluster
class OrchestrateStartIT {
    private static final Duration SOON = Duration.ofMinutes(2);
    private final TestingSpace space = TestingPlatform.space();
    private long version;

    @BeforeEach
    void addAccount() {
        space.jdbc().sql("insert into account (id, name) values ('a', 'a')").update();
    }

    @Test
    void shouldBecomeReadyWhenTheLastRecordOfAPartitionIsPoison() {
        state(0, evaluation(TestingEntities.id()));
        String bad = TestingEntities.id();
        produce(0, bad, "{".getBytes(UTF_8));
        try (ConfigurableApplicationContext context = start("orchestrate")) {
            awaitReady(context);
            assertThat(space.records(space.topics().stateDeadLetter(), bad)).hasSize(1);
        }
        try (ConfigurableApplicationContext context = start("orchestrate")) {
            awaitReady(context);
            assertThat(space.records(space.topics().stateDeadLetter(), bad)).hasSize(1);
        }
    }

    /** Its last offset is a marker, which is no record. */
    @Test
    void shouldBecomeReadyWhenAPartitionEndsWithATransaction() {
        String id = TestingEntities.id();
        ProducerRecord<String, byte[]> last =
                new ProducerRecord<>(space.topics().state(), 5, id, Json.bytes(evaluation(id)));
        headers().forEach((name, text) -> last.headers().add(name, text.getBytes(UTF_8)));
        space.produceAtOnce(List.of(last));
        try (ConfigurableApplicationContext context = start("orchestrate")) {
            awaitReady(context);
        }
    }

    @Test
    void shouldKeepAnEntityOfAKindThatALaterVersionBrings() {
        String id = TestingEntities.id();
        state(0, evaluation(id).put("kind", "Telescope"));
        try (ConfigurableApplicationContext context = start("orchestrate")) {
            awaitReady(context);
            assertThat(space.jdbc()
                            .sql("select way from admission where id = :id")
                            .param("id", id)
                            .query(String.class)
                            .list())
                    .containsExactly("none");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sink", "orchestrate"})
    void shouldRefuseToStartWhenTheTopicsWereMadeAnew(String service) {
        String table = service.equals("sink") ? "entity" : "admission";
        state(0, evaluation(TestingEntities.id()));
        try (ConfigurableApplicationContext context = start(service)) {
            await().atMost(SOON)
                    .until(() -> space.jdbc()
                            .sql("select exists (select from " + table + ")")
                            .query(Boolean.class)
                            .single());
        }
        space.jdbc().sql("update progress set topic_ids = 'others'").update();
        assertThatThrownBy(() -> start(service).close())
                .rootCause()
                .hasMessageContaining("sink rebuild")
                .hasMessageContaining("sink adopt");
    }

    @Test
    void shouldBeReadyToReadOnlyOnceWhatWasThereIsStored() {
        for (int i = 0; i < 300; i++) {
            state(i % 12, evaluation(TestingEntities.id()));
        }
        try (ConfigurableApplicationContext context = start("sink")) {
            awaitReady(context, "sink");
            assertThat(space.jdbc()
                            .sql("select count(*) from entity")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(300);
        }
    }

    private void awaitReady(ConfigurableApplicationContext context) {
        awaitReady(context, "orchestrate");
    }

    private void awaitReady(ConfigurableApplicationContext context, String service) {
        HealthIndicator health = context.getBean(service + "HealthIndicator", HealthIndicator.class);
        await("readiness").atMost(SOON).until(() -> health.health().getStatus().equals(Status.UP));
    }

    private ConfigurableApplicationContext start(String services) {
        return new SpringApplicationBuilder(Host.class)
                .web(WebApplicationType.NONE)
                .initializers(space::configure, new TestingCluster())
                .run("--dyff.services=" + services);
    }

    private static ObjectNode evaluation(String id) {
        return TestingEntities.evaluation(id);
    }

    private void state(int partition, ObjectNode entity) {
        produce(partition, entity.path("id").asText(), Json.bytes(entity));
    }

    private void produce(int partition, String id, byte[] value) {
        space.produce(space.topics().state(), partition, id, value, headers());
    }

    private Map<String, String> headers() {
        version++;
        return Map.of(Headers.EVENT_OFFSET, String.valueOf(version), Headers.STATE_VERSION, "1");
    }
}
