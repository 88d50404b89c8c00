package io.dyff.bench.baseline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;

/**
 * The plainest aggregation with the guarantee of ours: what an event says is laid over what is known, exactly once, and
 * published; nothing is checked. Arguments: brokers, application id, topic of events, topic of results, folder.
 */
public final class BareAggregate {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] NOTHING = {};

    private BareAggregate() {}

    public static void main(String[] args) throws InterruptedException {
        Serde<String> key = Serdes.String();
        Serde<byte[]> value = Serdes.ByteArray();
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(args[2], Consumed.with(key, value))
                .groupByKey(Grouped.with(key, value))
                .aggregate(() -> NOTHING, (id, event, known) -> merged(known, event), Materialized.with(key, value))
                .toStream()
                .to(args[3], Produced.with(key, value));
        KafkaStreams streams = new KafkaStreams(builder.build(), settings(args[0], args[1], args[4]));
        Runtime.getRuntime().addShutdownHook(new Thread(streams::close));
        streams.start();
        new CountDownLatch(1).await();
    }

    /** As those of ours, where they decide about speed. */
    private static Properties settings(String brokers, String application, String folder) {
        Properties p = new Properties();
        p.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
        p.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        p.put(StreamsConfig.STATE_DIR_CONFIG, folder);
        p.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        p.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 25);
        p.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        p.put(StreamsConfig.producerPrefix("compression.type"), "zstd");
        p.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
        return p;
    }

    private static byte[] merged(byte[] known, byte[] event) {
        try {
            JsonNode patch = JSON.readTree(event);
            if (known.length == 0) {
                return JSON.writeValueAsBytes(patch);
            }
            ObjectReader over = JSON.readerForUpdating(JSON.readTree(known));
            return JSON.writeValueAsBytes(over.readValue(patch));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
