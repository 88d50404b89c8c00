package io.dyff.routes.host.live;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dyff.routes.Host;
import io.dyff.routes.event.Headers;
import io.dyff.routes.json.Json;
import io.dyff.routes.testing.TestingEntities;
import io.dyff.routes.testing.TestingPlatform;
import io.dyff.routes.testing.TestingSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A service whose routes and kamelets are mounted as Camel K mounts them; to be recognised, it reads under a name of its own. */
@Isolated
@CamelSpringBootTest
@SpringBootTest(
        classes = Host.class,
        properties = {"dyff.services=sink", "spring.main.web-application-type=none"})
@ContextConfiguration(initializers = TestingPlatform.class)
@DirtiesContext
class MountedRoutesIT {
    private static final Path MOUNT = TestingPlatform.folder("mounted-routes");

    @Autowired
    TestingSpace space;

    @DynamicPropertySource
    static void mount(DynamicPropertyRegistry registry) throws IOException {
        String prefix = "{{dyff.kafka.group-prefix}}";
        TestingMount.of(
                Files.createDirectories(MOUNT),
                Map.of(
                        "errors.camel.yaml", TestingFiles.shipped("errors.camel.yaml"),
                        "dead-letter-sink.kamelet.yaml", TestingFiles.shipped("dead-letter-sink.kamelet.yaml"),
                        "entity-state-source.kamelet.yaml", TestingFiles.shipped("entity-state-source.kamelet.yaml"),
                        "sink.camel.yaml", TestingFiles.edited("sink.camel.yaml", prefix, prefix + ".mounted")));
        registry.add("dyff.overrides", MOUNT::toString);
    }

    @Test
    void shouldStoreEntitiesByTheRoutesThatAreMounted() throws Exception {
        String id = TestingEntities.id();
        space.produce(
                space.topics().state(),
                id,
                Json.bytes(TestingEntities.evaluation(id)),
                Map.of(Headers.EVENT_OFFSET, "1", Headers.STATE_VERSION, "1"));

        await().atMost(180, SECONDS)
                .untilAsserted(() -> assertThat(space.jdbc()
                                .sql("select id from entity where id = :id")
                                .param("id", id)
                                .query(String.class)
                                .list())
                        .containsExactly(id));
        String group = space.properties().get("dyff.kafka.group-prefix") + ".mounted.sink-entity-state";
        assertThat(space.admin()
                        .describeConsumerGroups(List.of(group))
                        .all()
                        .get()
                        .get(group)
                        .members())
                .isNotEmpty();
    }
}
