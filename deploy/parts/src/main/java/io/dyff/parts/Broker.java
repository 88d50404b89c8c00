package io.dyff.parts;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** A Kafka broker and controller (KRaft) in this process, on loopback, with its data in a folder. */
public final class Broker implements AutoCloseable {
    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private Broker(KafkaRaftServer server, String bootstrapServers) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts the broker; formats the folder at its first use.
     *
     * @param folder keeps the data
     * @param port listens there; the controller takes {@code controllerPort}
     */
    public static Broker start(Path folder, int port, int controllerPort) {
        try {
            Files.createDirectories(folder);
            Properties properties = properties(folder, port, controllerPort);
            format(folder, properties);
            KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties), Time.SYSTEM);
            server.startup();
            return new Broker(server, "127.0.0.1:" + port);
        } catch (IOException e) {
            throw new UncheckedIOException("broker folder " + folder + " cannot be used", e);
        }
    }

    /** Starts the broker on free ports. */
    public static Broker start(Path folder) {
        return start(folder, Ports.free(), Ports.free());
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path folder, Properties properties) throws IOException {
        Path file = folder.resolve("server.properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        if (Files.exists(folder.resolve("log/meta.properties"))) {
            return;
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int exit = StorageTool.execute(
                new String[] {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()},
                new PrintStream(said, true, StandardCharsets.UTF_8));
        if (exit != 0) {
            throw new IOException("format failed: " + said.toString(StandardCharsets.UTF_8));
        }
    }

    private static Properties properties(Path folder, int port, int controllerPort) {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "controller.quorum.voters", "1@127.0.0.1:" + controllerPort,
                "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners", "PLAINTEXT://127.0.0.1:" + port,
                "controller.listener.names", "CONTROLLER",
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs", folder.resolve("log").toString(),
                "auto.create.topics.enable", "false",
                "message.max.bytes", "9437184"));
        // What is acknowledged is on the disk: there is no other node to have it.
        properties.put("log.flush.interval.messages", "1");
        // One node: nothing to replicate to, and small internal topics start faster.
        properties.putAll(Map.of(
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "4",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "4",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "log.segment.bytes", "67108864"));
        // Sized for a small heap: the cleaner alone would take 128 MiB.
        properties.putAll(Map.of(
                "log.cleaner.dedupe.buffer.size", "4194304",
                "log.cleaner.threads", "1",
                "num.network.threads", "2",
                "num.io.threads", "2",
                "group.coordinator.threads", "1"));
        // A short session makes the restart after kill -9 quick: the old registration must time out first.
        properties.putAll(Map.of(
                "broker.session.timeout.ms", "3000",
                "broker.heartbeat.interval.ms", "1000",
                // Records that say nothing, twice a second, tell other nodes that they are not behind: there are none.
                "metadata.max.idle.interval.ms", "0",
                "group.initial.rebalance.delay.ms", "0",
                // How often it looks whether the last transaction has ended when the next one begins; one node is
                // quick.
                "add.partitions.to.txn.retry.backoff.ms", "3"));
        return properties;
    }
}
