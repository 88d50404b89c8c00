package io.dyff.routes.component.kafkastate;

import static io.dyff.routes.testing.TestingEntities.created;
import static io.dyff.routes.testing.TestingEntities.evaluation;
import static io.dyff.routes.testing.TestingEntities.labels;
import static io.dyff.routes.testing.TestingSpace.header;
import static io.dyff.routes.testing.TestingSpace.json;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dyff.routes.event.Headers;
import io.dyff.routes.testing.TestingEntities;
import io.dyff.routes.testing.TestingJava;
import io.dyff.routes.testing.TestingPlatform;
import io.dyff.routes.testing.TestingSpace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The aggregator as a process of its own, killed with signal 9 in the middle of its work. */
class ExactlyOnceIT {
    private static final int ENTITIES = 20;
    private static final int ROUNDS = 60;
    private static final int REFUSED = 300;

    private final TestingSpace space = TestingPlatform.space();
    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void shouldFoldEachEventOnceWhenTheProcessIsKilled() throws Exception {
        List<String> ids =
                IntStream.range(0, ENTITIES).mapToObj(i -> TestingEntities.id()).toList();
        ids.forEach(id -> space.produce(created(evaluation(id))));
        Process first = start();
        await().atMost(180, SECONDS).until(() -> {
            assertThat(first.isAlive()).as("target/exactly-once.log").isTrue();
            return states() >= ENTITIES;
        });
        for (int round = 1; round <= ROUNDS; round++) {
            for (String id : ids) {
                space.produce(labels(id, "round", String.valueOf(round)));
            }
            if (round == ROUNDS / 2) {
                for (int n = 0; n < REFUSED; n++) {
                    space.produce(labels(TestingEntities.id(), "nobody", "at all"));
                }
                // All of that is in flight: some folded or refused, some not, some in an open transaction.
                first.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
                start();
            }
        }
        await().atMost(180, SECONDS).until(() -> states() >= ENTITIES * (ROUNDS + 1));

        Map<String, List<ConsumerRecord<String, byte[]>>> byId =
                space.records(space.topics().state()).stream().collect(Collectors.groupingBy(ConsumerRecord::key));
        assertThat(byId).hasSize(ENTITIES);
        assertThat(byId.values()).allSatisfy(ExactlyOnceIT::assertEachOnce);
        await().atMost(60, SECONDS).until(() -> letters().size() >= REFUSED);
        assertThat(letters()).as("each refused event's place").hasSize(REFUSED).doesNotHaveDuplicates();
    }

    private static void assertEachOnce(List<ConsumerRecord<String, byte[]>> records) {
        List<String> rounds = records.stream()
                .map(record -> json(record).path("labels").path("round").asText("0"))
                .toList();
        assertThat(rounds)
                .isEqualTo(IntStream.rangeClosed(0, ROUNDS)
                        .mapToObj(String::valueOf)
                        .toList());
        assertThat(records.stream()
                        .map(record -> Long.valueOf(header(record, Headers.EVENT_OFFSET)))
                        .toList())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    private List<String> letters() {
        return space.records(space.topics().eventsDeadLetter()).stream()
                .map(record -> header(record, Headers.ORIGIN_PARTITION) + "/" + header(record, Headers.ORIGIN_OFFSET))
                .toList();
    }

    private int states() {
        return space.records(space.topics().state()).size();
    }

    private Process start() {
        try {
            List<String> command = TestingJava.host("256m");
            command.add("--spring.main.web-application-type=none");
            ProcessBuilder builder = new ProcessBuilder(command);
            Map<String, String> environment = builder.environment();
            environment.put("DYFF_SERVICES", "aggregate");
            environment.put("DYFF_KAFKA__CONFIG__BOOTSTRAP_SERVERS", space.brokers());
            environment.put(
                    "DYFF_KAFKA__TOPICS__WORKFLOWS_EVENTS", space.topics().events());
            environment.put(
                    "DYFF_KAFKA__TOPICS__WORKFLOWS_STATE", space.topics().state());
            environment.put("DYFF_KAFKA__GROUP_PREFIX", "once-" + space.topics().events());
            environment.put(
                    "DYFF_KAFKA__STREAMS__STATE_DIR",
                    space.folder().resolve("streams").toString());
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            Path.of("target/exactly-once.log").toFile()))
                    .start();
            started.add(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
