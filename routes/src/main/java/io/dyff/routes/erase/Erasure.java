package io.dyff.routes.erase;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dyff.routes.api.storage.Areas;
import io.dyff.routes.api.storage.Areas.Root;
import io.dyff.routes.api.storage.ObjectFiles;
import io.dyff.routes.erase.Traces.Place;
import io.dyff.routes.event.EventType;
import io.dyff.routes.event.WorkflowEvent;
import io.dyff.routes.event.topics.BrokerAnswer;
import io.dyff.routes.event.topics.DurableProducer;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.state.StateRecord;
import io.dyff.routes.state.WholeTopic;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Erases an entity for good: its state by an event, as all that changes it, and then what lies beside. Each step may be
 * repeated.
 */
public final class Erasure {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String SOURCE = "/dyff/admin";
    private static final String LOGS = "logs";

    private final Properties client;
    private final List<String> topics;
    private final JdbcClient database;
    private final DataFiles files;
    private final Kinds kinds;
    private final Areas areas;
    private final ObjectFiles objects;
    private final Clock clock;

    /**
     * @param client what a Kafka client needs to reach the broker
     * @param topics those that may hold the entity; the first is that of the events
     */
    public Erasure(
            Properties client,
            List<String> topics,
            JdbcClient database,
            DataFiles files,
            Kinds kinds,
            Areas areas,
            ObjectFiles objects,
            Clock clock) {
        this.client = client;
        this.topics = List.copyOf(topics);
        this.database = database;
        this.files = files;
        this.kinds = kinds;
        this.areas = areas;
        this.objects = objects;
        this.clock = clock;
    }

    /**
     * How far it has come.
     *
     * @param status of the row; absent when there is none
     * @param forgottenAt since when it is forgotten; absent when it is not
     */
    public record Stand(@Nullable String status, @Nullable String forgottenAt) {
        /** True when the aggregator has forgotten it, and the table too. */
        public boolean isForgotten() {
            return forgottenAt != null && status == null;
        }
    }

    public Stand stand(String id) {
        return database.sql(files.text("select-erasure.sql"))
                .param("id", id)
                .query((row, number) -> new Stand(row.getString("status"), row.getString("forgotten_at")))
                .single();
    }

    /** Where anything of it is found now; each place is read to its end. */
    public Traces find(String id) {
        List<Place> rows = database.sql(files.text("select-traces.sql"))
                .param("id", id)
                .query((row, number) -> new Place(row.getString("place"), row.getLong("own"), row.getLong("others")))
                .list();
        List<Place> records = topics.stream().map(topic -> records(topic, id)).toList();
        return new Traces(rows, roots(id).flatMap(root -> urls(root).stream()).toList(), records);
    }

    /**
     * Has the aggregator forget it, waits until the row is gone, and deletes the rest.
     *
     * @throws IllegalStateException when the row stays for a minute: dead letters say why
     */
    public void erase(String id) {
        if (!stand(id).isForgotten()) {
            announce(id);
            await(id);
        }
        database.sql(files.text("delete-traces.sql"))
                .param("id", id)
                .query(Long.class)
                .single();
        roots(id).forEach(objects::deleteAll);
    }

    private void announce(String id) {
        WorkflowEvent event = WorkflowEvent.of(id, EventType.FORGOTTEN, SOURCE, Json.object());
        ProducerRecord<String, byte[]> produced = new ProducerRecord<>(topics.getFirst(), id, null);
        event.recordHeaders(clock.instant())
                .forEach((name, text) -> produced.headers().add(name, text.getBytes(UTF_8)));
        try (DurableProducer producer = new DurableProducer(client)) {
            producer.send(produced);
        }
    }

    private void await(String id) {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        while (!stand(id).isForgotten()) {
            if (System.nanoTime() > limit) {
                throw new IllegalStateException(
                        "the entity " + id + " is still there after a minute; `deadletters list --entity " + id
                                + "` says why, if it was refused");
            }
            BrokerAnswer.pause();
        }
    }

    private Stream<Root> roots(String id) {
        Stream<String> own =
                kinds.all().stream().map(Kind::storage).filter(Objects::nonNull).map(Kind.Storage::area);
        return Stream.concat(own, Stream.of(LOGS)).distinct().map(area -> areas.of(area, id));
    }

    private List<String> urls(Root root) {
        return objects.list(root).stream()
                .map(file -> "s3://" + root.bucket() + "/" + root.key(file.path()))
                .toList();
    }

    private Place records(String topic, String id) {
        List<Boolean> own = new ArrayList<>();
        new WholeTopic(client, topic, WholeTopic.Pace.SILENT).read(record -> {
            if (record.value() != null && names(record, id)) {
                own.add(id.equals(record.key()));
            }
        });
        long ours = own.stream().filter(one -> one).count();
        return new Place(topic, ours, own.size() - ours);
    }

    /** Of a forgotten one the store keeps that it was: that is no trace of what it held. */
    private static boolean names(StateRecord record, String id) {
        byte[] value = Objects.requireNonNull(record.value());
        return id.equals(record.key()) ? !isMark(value) : new String(value, UTF_8).contains(id);
    }

    private static boolean isMark(byte[] value) {
        return new String(value, UTF_8).endsWith("\n{}");
    }
}
