package io.dyff.bench.baseline;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.bench.core.Committed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * The bare statement: polls of a topic of states go into the real table by the real statement, with where they end, in one
 * transaction each. No checks, no history, no routes. Arguments: brokers, topic, file of the
 * statement; the database is that of the services' environment.
 */
public final class BareSink {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String POSITION =
            "insert into progress (consumer, partition, topic_ids, state_offset, event_offset) values"
                    + " ('sink-entity-state', ?, 'bare', ?, 0) on conflict (consumer, partition) do update"
                    + " set state_offset = excluded.state_offset";

    private BareSink() {}

    public static void main(String[] args) throws IOException, SQLException {
        String upsert = Files.readString(Path.of(args[2])).replace(":rows", "?");
        try (Connection database = database();
                KafkaConsumer<String, byte[]> consumer = Committed.of(args[0], args[1]);
                PreparedStatement rows = database.prepareStatement(upsert);
                PreparedStatement position = database.prepareStatement(POSITION)) {
            database.setAutoCommit(false);
            String filters = filters(database);
            while (!Thread.currentThread().isInterrupted()) {
                ConsumerRecords<String, byte[]> poll = consumer.poll(Duration.ofMillis(500));
                if (!poll.isEmpty()) {
                    store(poll, filters, rows, position);
                    database.commit();
                }
            }
        }
    }

    private static Connection database() throws SQLException {
        return DriverManager.getConnection(
                System.getenv("DYFF_DATABASE__URL"),
                System.getenv("DYFF_DATABASE__USER"),
                System.getenv("DYFF_DATABASE__PASSWORD"));
    }

    private static String filters(Connection database) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet answer = statement.executeQuery("select filters_version()")) {
            answer.next();
            return answer.getString(1);
        }
    }

    private static void store(
            ConsumerRecords<String, byte[]> poll, String filters, PreparedStatement rows, PreparedStatement position)
            throws IOException, SQLException {
        Map<String, ObjectNode> newest = new HashMap<>();
        Map<Integer, Long> ends = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record : poll) {
            newest.put(record.key(), row(record, filters));
            ends.put(record.partition(), record.offset());
        }
        ArrayNode all = JSON.createArrayNode();
        newest.values().forEach(all::add);
        rows.setString(1, JSON.writeValueAsString(all));
        rows.executeUpdate();
        for (Map.Entry<Integer, Long> end : ends.entrySet()) {
            position.setInt(1, end.getKey());
            position.setLong(2, end.getValue());
            position.addBatch();
        }
        position.executeBatch();
    }

    private static ObjectNode row(ConsumerRecord<String, byte[]> record, String filters) throws IOException {
        ObjectNode body = (ObjectNode) JSON.readTree(record.value());
        ObjectNode row = JSON.createObjectNode()
                .put("id", record.key())
                .put(
                        "version",
                        Long.parseLong(new String(
                                record.headers().lastHeader("dyff_event_offset").value(), UTF_8)))
                .put("partition", record.partition());
        for (String field : List.of("kind", "account", "status", "reason")) {
            row.set(field, body.get(field));
        }
        row.set("created_at", body.get("creationTime"));
        row.set("body", body);
        row.set("name", body.get("name"));
        row.put("filters", filters);
        // As many as such an entity has.
        row.putArray("facets")
                .add("name=" + body.path("name").asText())
                .add("status=" + body.path("status").asText())
                .add("model=" + body.at("/model/id").asText())
                .add("modelName=" + body.at("/model/name").asText())
                .add("labels=" + body.path("labels"));
        return row;
    }
}
