package io.dyff.routes.fold;

import static io.dyff.routes.testing.TestingEntities.created;
import static io.dyff.routes.testing.TestingEntities.evaluation;
import static io.dyff.routes.testing.TestingEntities.forgotten;
import static io.dyff.routes.testing.TestingEntities.labels;
import static io.dyff.routes.testing.TestingEntities.status;
import static io.dyff.routes.testing.TestingSpace.header;
import static io.dyff.routes.testing.TestingSpace.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.event.EventType;
import io.dyff.routes.event.Headers;
import io.dyff.routes.event.WorkflowEvent;
import io.dyff.routes.json.Json;
import io.dyff.routes.testing.StateTestingContext;
import io.dyff.routes.testing.TestingEntities;
import io.dyff.routes.testing.TestingSpace;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@StateTestingContext
class AggregateRoutesIT {
    @Autowired
    TestingSpace space;

    private final String id = TestingEntities.id();

    @Test
    void shouldPublishEachStateWithWhatTravelsBeside() {
        space.produce(created(evaluation(id)).with(Headers.REQUEST_HASH, "h"));
        RecordMetadata admitted = space.produce(status(id, "Admitted", null).with(Headers.KUBE_UID, "u1"));
        WorkflowEvent report =
                WorkflowEvent.of(id, EventType.REPORTED, "/dyff/watch", TestingFold.status("Complete", null));
        RecordMetadata complete =
                space.produce(report.with(Headers.KUBE_UID, "u1").with(Headers.KUBE_RV, "12"));

        List<ConsumerRecord<String, byte[]>> states = states(3);
        assertThat(states)
                .extracting(s -> json(s).path("status").asText())
                .containsExactly("Created", "Admitted", "Complete");
        assertThat(states).extracting(s -> header(s, Headers.REQUEST_HASH)).containsOnly("h");
        assertThat(states).extracting(s -> header(s, Headers.OUTCOME)).containsOnly("changed");
        assertThat(states).extracting(s -> header(s, Headers.STATE_VERSION)).containsOnly("1");
        assertThat(states).extracting(s -> header(s, Headers.KUBE_UID)).containsExactly(null, "u1", "u1");
        assertThat(states).extracting(s -> header(s, Headers.KUBE_RV)).containsExactly(null, null, "12");
        assertThat(header(states.get(1), Headers.EVENT_OFFSET)).isEqualTo(String.valueOf(admitted.offset()));
        assertThat(header(states.get(2), Headers.EVENT_OFFSET)).isEqualTo(String.valueOf(complete.offset()));
        assertThat(states).extracting(ConsumerRecord::partition).containsOnly(complete.partition());
        assertThat(json(states.get(2)).path("lastTransitionTime").asText())
                .isEqualTo(Instant.ofEpochMilli(complete.timestamp()).toString());
    }

    @Test
    void shouldEmitTheStateAgainWhenAClientWaitsForAnEventThatChangedNothing() {
        space.produce(created(evaluation(id)));
        space.produce(status(id, "Deleted", "DeleteCommand"));
        RecordMetadata stale =
                space.produce(status(id, "Terminated", "TerminateCommand").with(Headers.AWAIT, "1"));
        RecordMetadata same =
                space.produce(status(id, "Deleted", "DeleteCommand").with(Headers.AWAIT, "1"));
        RecordMetadata illegal = space.produce(status(id, "Cooked", null).with(Headers.AWAIT, "1"));
        space.produce(status(id, "Deleted", "DeleteCommand"));

        List<ConsumerRecord<String, byte[]>> states = states(5);
        assertThat(states.subList(2, 5)).allSatisfy(state -> {
            assertThat(header(state, Headers.OUTCOME)).isEqualTo("unchanged");
            assertThat(state.value()).isEqualTo(states.get(1).value());
        });
        assertThat(states.subList(2, 5))
                .extracting(s -> Long.valueOf(header(s, Headers.EVENT_OFFSET)))
                .containsExactly(stale.offset(), same.offset(), illegal.offset());
        assertThat(letters(1).getFirst())
                .satisfies(letter -> assertThat(header(letter, Headers.CAUSE)).contains("Cooked"));
    }

    @Test
    void shouldPutRefusedEventsAsideAndGoOn() {
        space.produce(created(evaluation(id)));
        RecordMetadata garbage = space.produce(space.topics().events(), id, "{not json".getBytes(UTF_8), Map.of());
        space.produce(labels(id, "account", "x"));
        space.produce(
                space.topics().events(), id, "{\"command\":\"CreateEntity\",\"data\":{}}".getBytes(UTF_8), Map.of());
        space.produce(status(id, "Admitted", null));

        assertThat(states(3)).extracting(s -> json(s).path("status").asText()).endsWith("Admitted");
        List<ConsumerRecord<String, byte[]>> letters = letters(2);
        assertThat(letters).anySatisfy(letter -> {
            assertThat(header(letter, Headers.CAUSE)).contains("not JSON");
            assertThat(header(letter, Headers.ORIGIN_TOPIC))
                    .isEqualTo(space.topics().events());
            assertThat(header(letter, Headers.ORIGIN_PARTITION)).isEqualTo(String.valueOf(garbage.partition()));
            assertThat(header(letter, Headers.ORIGIN_OFFSET)).isEqualTo(String.valueOf(garbage.offset()));
            assertThat(letter.value()).isEqualTo("{not json".getBytes(UTF_8));
        });
        assertThat(letters)
                .anySatisfy(letter -> assertThat(header(letter, Headers.CAUSE)).contains("third generation"));
    }

    @Test
    void shouldRefuseEventsOfAnUnknownEntity() {
        space.produce(status(id, "Admitted", null));
        assertThat(header(letters(1).getFirst(), Headers.CAUSE)).isEqualTo("unknown entity");
        assertThat(space.records(space.topics().state(), id)).isEmpty();
    }

    @Test
    void shouldRefuseARecordThatAnotherPartitionerPlaced() {
        int home = space.produce(created(evaluation(id))).partition();
        WorkflowEvent event = status(id, "Admitted", null);
        space.produce(
                space.topics().events(),
                (home + 1) % 12,
                id,
                "{\"status\":\"Admitted\"}".getBytes(UTF_8),
                event.recordHeaders(Instant.now()));
        assertThat(header(letters(1).getFirst(), Headers.CAUSE))
                .isEqualTo("foreign partitioner: the key belongs to partition " + home);
        assertThat(states(1)).hasSize(1);
    }

    @Test
    void shouldWriteATombstoneAndEraseTheRowWhenTheEntityIsForgotten() {
        space.produce(created(evaluation(id)));
        space.produce(status(id, "Deleted", "DeleteCommand"));
        await().atMost(180, SECONDS).until(() -> rows() == 1);
        RecordMetadata last = space.produce(forgotten(id));
        assertThat(states(3).getLast()).satisfies(tombstone -> {
            assertThat(tombstone.value()).isNull();
            assertThat(header(tombstone, Headers.EVENT_OFFSET)).isEqualTo(String.valueOf(last.offset()));
        });
        await().atMost(180, SECONDS).until(() -> rows() == 0);
        assertThat(space.jdbc()
                        .sql("select count(*) from forgotten where id = :id")
                        .param("id", id)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        space.produce(labels(id, "a", "b"));
        assertThat(header(letters(1).getFirst(), Headers.CAUSE)).isEqualTo("the entity was forgotten");
    }

    @Test
    void shouldWriteAgainWhatIsThereAtAHeartbeat() {
        space.produce(created(evaluation(id)));
        RecordMetadata beat =
                space.produce(WorkflowEvent.of(id, EventType.HEARTBEAT, "/dyff/orchestrate", Json.object()));
        List<ConsumerRecord<String, byte[]>> states = states(2);
        assertThat(states.get(1).value()).isEqualTo(states.get(0).value());
        assertThat(header(states.get(1), Headers.OUTCOME)).isEqualTo("unchanged");
        assertThat(header(states.get(1), Headers.EVENT_OFFSET)).isEqualTo(String.valueOf(beat.offset()));
        String changelog = space.properties().get("dyff.kafka.group-prefix") + ".aggregate-entity-entity-changelog";
        assertThat(space.records(changelog, id)).hasSize(2);
    }

    @Test
    void shouldWriteTheTombstoneAgainAtAHeartbeatOfWhatWasForgotten() {
        space.produce(created(evaluation(id)));
        space.produce(status(id, "Deleted", "DeleteCommand"));
        space.produce(TestingEntities.forgotten(id));
        space.produce(WorkflowEvent.of(id, EventType.HEARTBEAT, "/dyff/orchestrate", Json.object()));
        assertThat(states(4).subList(2, 4)).allMatch(record -> record.value() == null);
    }

    @Test
    void shouldUnderstandBareObjectsOfTheFirstGeneration() {
        space.produce(space.topics().events(), id, evaluation(id).toString().getBytes(UTF_8), Map.of());
        space.produce(
                space.topics().events(),
                id,
                "{\"status\":\"Created\",\"reason\":\"QuotaLimit\"}".getBytes(UTF_8),
                Map.of());
        space.produce(space.topics().events(), id, "{\"status\":\"Admitted\"}".getBytes(UTF_8), Map.of());
        space.produce(space.topics().events(), id, "{\"labels\":{\"a\":\"b\"}}".getBytes(UTF_8), Map.of());
        JsonNode entity = json(states(4).getLast());
        assertThat(entity.path("status").asText()).isEqualTo("Admitted");
        assertThat(entity.has("reason")).isFalse();
        assertThat(entity.path("labels").path("a").asText()).isEqualTo("b");
    }

    private long rows() {
        return space.jdbc()
                .sql("select count(*) from entity where id = :id")
                .param("id", id)
                .query(Long.class)
                .single();
    }

    private List<ConsumerRecord<String, byte[]>> states(int count) {
        return await().atMost(180, SECONDS)
                .until(() -> space.records(space.topics().state(), id), records -> records.size() >= count);
    }

    private List<ConsumerRecord<String, byte[]>> letters(int count) {
        return await().atMost(180, SECONDS)
                .until(() -> space.records(space.topics().eventsDeadLetter(), id), records -> records.size() >= count);
    }
}
