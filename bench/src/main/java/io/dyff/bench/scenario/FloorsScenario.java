package io.dyff.bench.scenario;

import io.dyff.bench.core.Specimen;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What the parts below the platform take, one at a time: nobody is faster than the disk, the broker and the database. */
public final class FloorsScenario implements Scenario {
    private static final int TIMES = 500;
    private static final byte[] RECORD = new byte[2_048];
    /** Its records are read by nobody here. */
    private static final String TOPIC = Specimen.EVENTS + ".dlq";

    @Override
    public String name() {
        return "floors";
    }

    @Override
    public String description() {
        return "a write to the disk, a record, a transaction of the broker, a commit of the database";
    }

    @Override
    public List<Figure> run(Effort effort, Path scratch) throws Exception {
        try (Ground ground = Ground.lay(scratch)) {
            return List.of(
                    figure("4 KiB written to the disk", disk(scratch.resolve("floor"))),
                    figure("a record of 2 KiB, acks=all", record(ground.brokers())),
                    figure("a transaction of one record", transaction(ground.brokers())),
                    figure("a row of 2 KiB, committed", row(ground.database().dataSource())));
        }
    }

    private Figure figure(String what, Samples samples) {
        return Figure.of(name(), what + ", p50", "ms", samples.at(0.5), "");
    }

    private interface Work {
        void run() throws Exception;
    }

    private static Samples timed(Work work) throws Exception {
        for (int n = 0; n < TIMES; n++) {
            work.run();
        }
        Samples samples = new Samples();
        for (int n = 0; n < TIMES; n++) {
            long began = System.nanoTime();
            work.run();
            samples.add(System.nanoTime() - began);
        }
        return samples;
    }

    private static Samples disk(Path file) throws Exception {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            return timed(() -> write(channel));
        }
    }

    private static void write(FileChannel channel) throws IOException {
        channel.write(ByteBuffer.allocate(4_096));
        channel.force(false);
    }

    private static Samples record(String brokers) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                producer(Map.of("bootstrap.servers", brokers, "acks", "all", "linger.ms", 0))) {
            return timed(
                    () -> producer.send(new ProducerRecord<>(TOPIC, RECORD)).get());
        }
    }

    private static Samples transaction(String brokers) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of(
                "bootstrap.servers", brokers, "transactional.id", "floor", "retry.backoff.ms", 10, "linger.ms", 0))) {
            producer.initTransactions();
            return timed(() -> {
                producer.beginTransaction();
                producer.send(new ProducerRecord<>(TOPIC, RECORD));
                producer.commitTransaction();
            });
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static Samples row(DataSource database) throws Exception {
        try (Connection connection = database.getConnection()) {
            connection.createStatement().execute("create table floor (content bytea)");
            try (PreparedStatement insert = connection.prepareStatement("insert into floor (content) values (?)")) {
                return timed(() -> {
                    insert.setBytes(1, RECORD);
                    insert.executeUpdate();
                });
            }
        }
    }
}
