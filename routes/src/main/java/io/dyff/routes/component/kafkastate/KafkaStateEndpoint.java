package io.dyff.routes.component.kafkastate;

import io.dyff.routes.event.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The options of a {@code kafka-state:} endpoint. */
public final class KafkaStateEndpoint extends DefaultEndpoint {
    /** Changes that follow closely wait so long for their commit; a transaction takes about as long here. */
    static final Duration COMMIT_PAUSE = Duration.ofMillis(25);
    /** While there is more to do than was done; see {@link CommitPace}. */
    private static final int COMMIT_INTERVAL_MS = 100;
    // Nothing waits for the end of a poll but the end of the aggregation (PacedClients); each costs for nothing.
    private static final int POLL_MS = 1_000;
    private static final int FETCH_WAIT_MS = 3_000;
    private static final int RESTORE_WAIT_MS = 20;
    private static final int RETRY_MS = 10;
    private static final int TIMEOUT_MS = 10_000;
    /** Dead letters are an event and its headers: larger than any event, smaller than their topic's limit. */
    private static final int MAX_REQUEST_BYTES = 9 << 20;

    private final String events;
    private final KafkaConfiguration configuration;
    private String applicationId = "";
    private String state = "";
    private String deadLetter = "";
    private String stateDir = "";
    private String instanceId = "";
    private int threads = 1;
    private int standbyReplicas;
    private int partitions = Topics.PARTITIONS;

    KafkaStateEndpoint(String uri, Component component, String events, KafkaConfiguration configuration) {
        super(uri, component);
        this.events = events;
        this.configuration = configuration;
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("kafka-state: can only be consumed from");
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        KafkaStateConsumer consumer = new KafkaStateConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    /** The topic behind the store. */
    Changelog changelog() {
        return new Changelog(applicationId, events, state, partitions);
    }

    /**
     * The settings of the Streams client; why each, is in the comments.
     *
     * @param storeId of the changelog: what a folder holds of another one is not used
     */
    Properties streams(String storeId) {
        Properties p = client();
        p.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        p.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        p.put(StreamsConfig.STATE_DIR_CONFIG, Path.of(stateDir, storeId).toString());
        p.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        p.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, standbyReplicas);
        p.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MS);
        p.put(StreamsConfig.POLL_MS_CONFIG, POLL_MS);
        // A client waits for each change: hold nothing back.
        p.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        p.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
        p.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), MAX_REQUEST_BYTES);
        p.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "zstd");
        // While the last transaction is being ended the broker refuses the next one's records, for some milliseconds:
        // KAFKA-20000.
        p.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), RETRY_MS);
        // What a killed instance left open is over after this time at the latest.
        p.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), TIMEOUT_MS);
        p.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), TIMEOUT_MS);
        // The broker answers a fetch when there is something; asking it twice a second costs both sides for nothing.
        p.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), FETCH_WAIT_MS);
        if (standbyReplicas == 0) {
            // Then it reads only what a start lacks, mostly the end mark of the last transaction; a standby reads on
            // for ever.
            p.put(StreamsConfig.restoreConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), RESTORE_WAIT_MS);
        }
        if (!instanceId.isEmpty()) {
            // A restarted instance takes its partitions back at once; only the classic protocol knows this.
            p.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
            p.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), instanceId);
        }
        return p;
    }

    /** What any client needs to reach the broker: its address and the security settings. */
    Properties client() {
        Properties p = new Properties();
        p.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, configuration.getBrokers());
        configuration.createConsumerProperties().forEach((name, value) -> {
            if (name.toString().matches("(security|sasl|ssl)\\..*")) {
                p.put(name, value);
            }
        });
        return p;
    }

    String events() {
        return events;
    }

    String state() {
        return state;
    }

    String deadLetter() {
        return deadLetter;
    }

    int partitions() {
        return partitions;
    }

    /** Addresses of the broker. */
    public void setBrokers(String brokers) {
        configuration.setBrokers(brokers);
    }

    /** Name of the aggregation: its consumer group, and the prefix of its changelog. */
    public void setApplicationId(String applicationId) {
        this.applicationId = applicationId;
    }

    /** Topic of the states. */
    public void setState(String state) {
        this.state = state;
    }

    /** Topic of the refused events. */
    public void setDeadLetter(String deadLetter) {
        this.deadLetter = deadLetter;
    }

    /** Folder of the store, of this instance alone. */
    public void setStateDir(String stateDir) {
        this.stateDir = stateDir;
    }

    /** A name that stays the same when this instance restarts and that no other one has; empty for none. */
    public void setInstanceId(String instanceId) {
        this.instanceId = instanceId;
    }

    /** Threads of this instance. */
    public void setThreads(int threads) {
        this.threads = threads;
    }

    /** Copies of each store on other instances, for a quick take-over. */
    public void setStandbyReplicas(int standbyReplicas) {
        this.standbyReplicas = standbyReplicas;
    }

    /** Partitions that both topics must have. */
    public void setPartitions(int partitions) {
        this.partitions = partitions;
    }
}
