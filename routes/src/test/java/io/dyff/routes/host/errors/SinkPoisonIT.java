package io.dyff.routes.host.errors;

import static io.dyff.routes.testing.TestingSpace.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dyff.routes.Host;
import io.dyff.routes.event.Headers;
import io.dyff.routes.json.Json;
import io.dyff.routes.testing.TestingEntities;
import io.dyff.routes.testing.TestingPlatform;
import io.dyff.routes.testing.TestingSpace;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

@SpringBootTest(
        classes = Host.class,
        properties = {"dyff.services=sink", "spring.main.web-application-type=none"})
@ContextConfiguration(initializers = TestingPlatform.class)
@DirtiesContext
class SinkPoisonIT {
    private static final int POLL = 5;
    private static final int PARTITION = 4;

    @Autowired
    TestingSpace space;

    private long version = System.nanoTime();

    /** Each sort of poison at each position of a poll. */
    @ParameterizedTest
    @CsvSource({
        "undecodable, 0",
        "undecodable, 1",
        "undecodable, 2",
        "undecodable, 3",
        "undecodable, 4",
        "unversioned, 0",
        "unversioned, 2",
        "unversioned, 4",
        "nul, 0",
        "nul, 2",
        "nul, 4",
        "refused, 0",
        "refused, 1",
        "refused, 2",
        "refused, 3",
        "refused, 4"
    })
    void shouldStoreAllButTheBadRecord(String poison, int position) {
        // Stands for whatever the database alone knows to be wrong.
        space.jdbc().sql("alter table entity drop constraint if exists test").update();
        space.jdbc()
                .sql("alter table entity add constraint test check (account <> 'refused')")
                .update();
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        for (int i = 0; i < POLL; i++) {
            records.add(i == position ? poisoned(poison) : good(TestingEntities.id()));
        }
        space.produceAtOnce(records);

        for (int i = 0; i < POLL; i++) {
            String id = records.get(i).key();
            if (i != position) {
                await().atMost(180, SECONDS).until(() -> isStored(id));
            }
        }
        String bad = records.get(position).key();
        ConsumerRecord<String, byte[]> letter = await().atMost(180, SECONDS)
                .until(() -> space.records(space.topics().stateDeadLetter(), bad), found -> !found.isEmpty())
                .getFirst();
        assertThat(isStored(bad)).isFalse();
        assertThat(letter.value()).isEqualTo(records.get(position).value());
        assertThat(header(letter, Headers.CAUSE)).isNotBlank();
        assertThat(header(letter, Headers.ORIGIN_TOPIC))
                .isEqualTo(space.topics().state());
        assertThat(header(letter, Headers.ORIGIN_PARTITION)).isEqualTo(String.valueOf(PARTITION));
        assertThat(header(letter, Headers.ORIGIN_OFFSET)).isEqualTo(offsetOf(bad));
        assertThat(header(letter, Headers.STATE_VERSION)).isEqualTo("1");
        assertThat(space.records(space.topics().stateDeadLetter(), bad)).hasSize(1);
    }

    @Test
    void shouldShowProgressUpToTheLastGoodRecord() {
        space.produceAtOnce(List.of(good(TestingEntities.id()), poisoned("undecodable"), good(TestingEntities.id())));
        await().atMost(180, SECONDS).until(() -> progress() == version);
    }

    private long progress() {
        return space.jdbc()
                .sql("select coalesce(max(event_offset), -1) from progress where partition = :partition")
                .param("partition", PARTITION)
                .query(Long.class)
                .single();
    }

    private ProducerRecord<String, byte[]> poisoned(String poison) {
        String id = TestingEntities.id();
        return switch (poison) {
            case "undecodable" -> record(id, "{".getBytes(UTF_8));
            case "nul" -> record(id, Json.bytes(TestingEntities.evaluation(id).put("name", "a\u0000b")));
            case "refused" ->
                record(id, Json.bytes(TestingEntities.evaluation(id).put("account", "refused")));
            case "unversioned" -> {
                ProducerRecord<String, byte[]> record = good(id);
                record.headers().remove(Headers.EVENT_OFFSET);
                yield record;
            }
            default -> throw new IllegalArgumentException(poison);
        };
    }

    private ProducerRecord<String, byte[]> good(String id) {
        return record(id, Json.bytes(TestingEntities.evaluation(id)));
    }

    private ProducerRecord<String, byte[]> record(String id, byte[] value) {
        version++;
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(space.topics().state(), PARTITION, id, value);
        record.headers().add(Headers.EVENT_OFFSET, String.valueOf(version).getBytes(UTF_8));
        record.headers().add(Headers.STATE_VERSION, "1".getBytes(UTF_8));
        return record;
    }

    private String offsetOf(String id) {
        return String.valueOf(
                space.records(space.topics().state(), id).getFirst().offset());
    }

    private boolean isStored(String id) {
        return space.jdbc()
                        .sql("select count(*) from entity where id = :id")
                        .param("id", id)
                        .query(Long.class)
                        .single()
                == 1;
    }
}
