package io.dyff.routes.erase;

import static io.dyff.routes.testing.TestingEntities.created;
import static io.dyff.routes.testing.TestingEntities.evaluation;
import static io.dyff.routes.testing.TestingEntities.labels;
import static io.dyff.routes.testing.TestingEntities.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dyff.parts.ObjectStore;
import io.dyff.routes.api.storage.Areas;
import io.dyff.routes.api.storage.ObjectFiles;
import io.dyff.routes.api.storage.StorageHttp;
import io.dyff.routes.api.storage.StorageSettings;
import io.dyff.routes.component.kafkastate.Changelog;
import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.testing.StateTestingContext;
import io.dyff.routes.testing.TestingEntities;
import io.dyff.routes.testing.TestingSpace;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** Everywhere an entity can be, and that it is nowhere afterwards. */
@StateTestingContext
class ErasureIT {
    private static final String KEY = "erasure-test-key";

    @TempDir
    private Path folder;

    @Autowired
    private TestingSpace space;

    private final String id = TestingEntities.id();
    private final String other = TestingEntities.id();
    private final Areas areas = new Areas(setting -> null);
    private ObjectStore store;
    private ObjectFiles objects;
    private Erasure erasure;

    @BeforeEach
    void open() throws Exception {
        store = ObjectStore.start(folder, 0, "dyff", KEY, KEY);
        objects = new ObjectFiles(
                new StorageSettings(URI.create(store.endpoint()), KEY, KEY, "us-east-1").client(new StorageHttp()));
        Properties client = new Properties();
        client.put("bootstrap.servers", space.brokers());
        List<String> topics = new ArrayList<>(space.topics().all());
        String group = space.properties().get("dyff.kafka.group-prefix") + ".aggregate-entity";
        topics.add(new Changelog(group, space.topics().events(), space.topics().state(), 12).topic());
        erasure = new Erasure(
                client,
                topics,
                new Leftovers(space.jdbc(), new DataFiles(Overrides.none()), Kinds.standard(), areas, objects),
                Clock.systemUTC());
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    @Test
    void shouldLeaveNothingButThatItWas() {
        space.produce(created(evaluation(id)));
        space.produce(created(evaluation(other)));
        space.produce(labels(other, "like", id));
        space.produce(status(id, "Deleted", "DeleteCommand"));
        await().atMost(180, SECONDS)
                .until(() -> "Deleted".equals(erasure.stand(id).status())
                        && erasure.find(id).rows().contains(new Traces.Place("entity", 1, 1)));
        objects.write(areas.of("outputs", id), "verified/part-0.parquet", "rows".getBytes(UTF_8), "text/plain");
        objects.write(areas.of("logs", id), "pod.ndjson", "words".getBytes(UTF_8), "text/plain");
        objects.write(areas.of("outputs", other), "verified/part-0.parquet", "rows".getBytes(UTF_8), "text/plain");
        space.jdbc()
                .sql("insert into attestation (id) values (:id), (:other)")
                .param("id", id)
                .param("other", other)
                .update();

        Traces before = erasure.find(id);
        assertThat(before.objects())
                .containsExactlyInAnyOrder(
                        "s3://dyff/outputs/" + id + "/verified/part-0.parquet", "s3://dyff/logs/" + id + "/pod.ndjson");
        assertThat(before.rows())
                .contains(
                        new Traces.Place("entity", 1, 1),
                        new Traces.Place("attestation", 1, 0),
                        new Traces.Place("revision", 2, 1));
        assertThat(before.records()).hasSize(3);

        erasure.erase(id);
        erasure.erase(id);

        Traces after = erasure.find(id);
        assertThat(after.rows()).containsExactly(new Traces.Place("entity", 0, 1), new Traces.Place("revision", 0, 1));
        assertThat(after.objects()).isEmpty();
        assertThat(erasure.stand(id).isForgotten()).isTrue();
        assertThat(objects.list(areas.of("outputs", other))).hasSize(1);
        assertThat(space.records(space.topics().state(), id).getLast().value()).isNull();
        // What the topics lose by themselves, in days.
        assertThat(after.areGone()).isFalse();
        assertThat(after.records())
                .extracting(Traces.Place::name)
                .contains(space.topics().events());
    }

    @Test
    void shouldNotComeBack() {
        space.produce(created(evaluation(id)));
        space.produce(status(id, "Deleted", "DeleteCommand"));
        await().atMost(180, SECONDS)
                .until(() -> "Deleted".equals(erasure.stand(id).status()));
        erasure.erase(id);
        space.produce(created(evaluation(id)));
        await().atMost(180, SECONDS)
                .until(() ->
                        !space.records(space.topics().eventsDeadLetter(), id).isEmpty());
        assertThat(erasure.stand(id).status()).isNull();
        assertThat(space.records(space.topics().state(), id).getLast().value()).isNull();
    }
}
