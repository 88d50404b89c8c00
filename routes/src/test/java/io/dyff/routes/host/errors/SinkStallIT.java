package io.dyff.routes.host.errors;

import static io.dyff.routes.testing.TestingEntities.created;
import static io.dyff.routes.testing.TestingEntities.evaluation;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dyff.parts.Database;
import io.dyff.parts.Ports;
import io.dyff.routes.Host;
import io.dyff.routes.testing.TestingEntities;
import io.dyff.routes.testing.TestingPlatform;
import io.dyff.routes.testing.TestingSpace;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(
        classes = Host.class,
        properties = {"dyff.services=aggregate,sink", "spring.main.web-application-type=none"})
@DirtiesContext
class SinkStallIT {
    private static final Duration OUTAGE = Duration.ofSeconds(90);
    private static final Path FOLDER = TestingPlatform.folder("stalled-postgres");
    private static final int PORT = Ports.free();
    private static Database database = Database.start(FOLDER, PORT);
    private static final TestingSpace SPACE = TestingPlatform.space(database);

    @Autowired
    HealthIndicator stalledHealthIndicator;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        SPACE.properties().forEach((name, value) -> registry.add(name, () -> value));
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void shouldWaitForTheDatabaseAndLoseNothing() {
        String before = TestingEntities.id();
        SPACE.produce(created(evaluation(before)));
        await().atMost(180, SECONDS).until(() -> isStored(before));
        assertThat(stalledHealthIndicator.health().getStatus()).isEqualTo(Status.UP);

        long start = System.nanoTime();
        database.close();
        String during = TestingEntities.id();
        SPACE.produce(created(evaluation(during)));
        await().atMost(180, SECONDS)
                .until(() -> stalledHealthIndicator.health().getStatus().equals(Status.DOWN));
        await().atMost(OUTAGE.plusSeconds(5)).until(() -> System.nanoTime() - start > OUTAGE.toNanos());
        assertThat(stalledHealthIndicator.health().getStatus()).isEqualTo(Status.DOWN);

        database = Database.start(FOLDER, PORT);
        String after = TestingEntities.id();
        SPACE.produce(created(evaluation(after)));
        await().atMost(180, SECONDS).until(() -> isStored(during) && isStored(after));
        await().atMost(180, SECONDS)
                .until(() -> stalledHealthIndicator.health().getStatus().equals(Status.UP));
        assertThat(SPACE.records(SPACE.topics().stateDeadLetter())).isEmpty();
    }

    private static boolean isStored(String id) {
        return SPACE.jdbc()
                        .sql("select count(*) from entity where id = :id")
                        .param("id", id)
                        .query(Long.class)
                        .single()
                == 1;
    }
}
