package io.dyff.bench.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dyff.bench.load.CreateRequests;
import io.dyff.local.client.ApiClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The records of one entity, made by the platform's own services: born, and labelled. They are copied under other
 * ids, each with padding that no compressor makes smaller.
 */
public final class Specimen {
    public static final String EVENTS = "dyff.workflows.events";
    public static final String STATES = "dyff.workflows.state";

    private static final String OFFSET = "dyff_event_offset";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int VARIANTS = 256;
    private static final String MODEL = """
            {"account":"test","name":"bench","artifact":{"kind":"Mock"},"source":{"kind":"Mock"},\
            "resources":{"memory":"1Gi"}}""";

    private final String id;
    private final String[] paddings;
    private final List<ConsumerRecord<String, byte[]>> events;
    private final List<ConsumerRecord<String, byte[]>> states;

    private Specimen(
            String id,
            String[] paddings,
            List<ConsumerRecord<String, byte[]>> events,
            List<ConsumerRecord<String, byte[]>> states) {
        this.id = id;
        this.paddings = paddings;
        this.events = events;
        this.states = states;
    }

    /**
     * Has the services make one.
     *
     * @param api address of an api with an aggregator and a sink behind it
     */
    public static Specimen take(URI api, String token, String brokers) throws Exception {
        Random random = new Random(1);
        String[] paddings = IntStream.range(0, VARIANTS)
                .mapToObj(n -> CreateRequests.padding(random))
                .toArray(String[]::new);
        ObjectMapper json = new ObjectMapper();
        String endpoint = api + "/v0";
        try (ApiClient client = new ApiClient(endpoint, token)) {
            String model =
                    client.create("models", json.readTree(MODEL)).path("id").asText();
            client.entity("models", model);
            JsonNode made = client.create("inferenceservices", json.readTree(CreateRequests.body(model, paddings[0])));
            String id = made.path("id").asText();
            client.entity("inferenceservices", id);
            label(URI.create(endpoint + "/inferenceservices/" + id + "/labels"), token);
            return new Specimen(id, paddings, records(brokers, EVENTS, id), records(brokers, STATES, id));
        }
    }

    /** How many records of a topic an entity has. */
    public int steps() {
        return events.size();
    }

    /** The event with this number: each entity's stand one after the other. */
    public ProducerRecord<String, byte[]> event(long number) {
        return copy(events.get(step(number)), EVENTS, number / steps(), new RecordHeaders());
    }

    /** The state that follows from the event of the same number. */
    public ProducerRecord<String, byte[]> state(long number) {
        return state(number / steps(), step(number), number);
    }

    /** The last state of the entity with this number. */
    public ProducerRecord<String, byte[]> lastState(long number) {
        return state(number, steps() - 1, number);
    }

    private ProducerRecord<String, byte[]> state(long entity, int step, long version) {
        RecordHeaders own = new RecordHeaders();
        own.add(OFFSET, Long.toString(version).getBytes(UTF_8));
        return copy(states.get(step), STATES, entity, own);
    }

    private int step(long number) {
        return (int) (number % steps());
    }

    private ProducerRecord<String, byte[]> copy(
            ConsumerRecord<String, byte[]> origin, String topic, long number, RecordHeaders own) {
        String name = id(number);
        String padding = paddings[(int) (number % VARIANTS)];
        String value = new String(origin.value(), UTF_8).replace(id, name).replace(paddings[0], padding);
        origin.headers().forEach(header -> {
            if (own.lastHeader(header.key()) == null) {
                own.add(
                        header.key(),
                        new String(header.value(), UTF_8).replace(id, name).getBytes(UTF_8));
            }
        });
        return new ProducerRecord<>(topic, null, name, value.getBytes(UTF_8), own);
    }

    /** 32 hexadecimal digits, as ids are, of which none is all zeros. */
    private static String id(long number) {
        return "%016x%016x".formatted(number * 0x9E3779B97F4A7C15L, number + 1);
    }

    private static void label(URI address, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString("{\"labels\":{\"team\":\"blue\"}}"))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(address + " answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    private static List<ConsumerRecord<String, byte[]>> records(String brokers, String topic, String id) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = Committed.of(brokers, topic)) {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (found.size() < 2 && System.nanoTime() < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (Objects.equals(record.key(), id)) {
                        found.add(record);
                    }
                });
            }
        }
        if (found.size() != 2) {
            throw new IllegalStateException(topic + " holds " + found.size() + " records of " + id + " instead of 2");
        }
        return List.copyOf(found);
    }
}
