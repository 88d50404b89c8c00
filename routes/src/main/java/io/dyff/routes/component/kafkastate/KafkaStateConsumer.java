package io.dyff.routes.component.kafkastate;

import io.dyff.routes.event.topics.Topics;
import io.dyff.routes.event.topics.TopicsCommand;
import io.dyff.routes.host.live.SlowStart;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the aggregation as long as its route runs. */
public final class KafkaStateConsumer extends DefaultConsumer implements SlowStart {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaStateConsumer.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final KafkaStateEndpoint endpoint;
    private volatile @Nullable KafkaStreams streams;
    private volatile CountDownLatch working = new CountDownLatch(1);

    KafkaStateConsumer(KafkaStateEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    /** False once the aggregation has ended by itself; only a new process helps then. */
    public boolean isRunning() {
        KafkaStreams started = streams;
        return started != null && started.state().isRunningOrRebalancing();
    }

    @Override
    public boolean awaitWork(Duration bound) throws InterruptedException {
        return working.await(bound.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        String storeId = checkTopics();
        CommitPace pace = new CommitPace(KafkaStateEndpoint.COMMIT_PAUSE);
        KafkaStreams starting = new KafkaStreams(
                StateTopology.build(
                        endpoint.events(),
                        endpoint.state(),
                        endpoint.deadLetter(),
                        endpoint.partitions(),
                        pace,
                        this::ask),
                endpoint.streams(storeId),
                new PacedClients(pace));
        CountDownLatch now = new CountDownLatch(1);
        working = now;
        pace.hurry(true);
        starting.setStateListener((to, from) -> {
            pace.hurry(to != KafkaStreams.State.RUNNING);
            if (to == KafkaStreams.State.RUNNING) {
                now.countDown();
            }
        });
        starting.setUncaughtExceptionHandler(fault -> {
            LOG.error("the aggregation of {} has stopped", endpoint.events(), fault);
            // A replaced thread would meet the same record again, for ever and unseen.
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        starting.start();
        streams = starting;
    }

    @Override
    protected void doStop() throws Exception {
        KafkaStreams started = streams;
        if (started != null) {
            started.close(CLOSE_TIMEOUT);
        }
        super.doStop();
    }

    /** Runs the route on one event. */
    private StateAnswer ask(StateEvent event) throws Exception {
        Exchange exchange = createExchange(false);
        try {
            exchange.getMessage().setBody(event);
            getProcessor().process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            return exchange.getMessage().getMandatoryBody(StateAnswer.class);
        } finally {
            releaseExchange(exchange, false);
        }
    }

    /**
     * Offsets are versions and partitions are shared: without these settings the numbers would lie.
     *
     * @return the id of the store's changelog
     */
    private String checkTopics() {
        List<Topics> wanted = List.of(
                new Topics(endpoint.events(), endpoint.partitions(), Map.of("message.timestamp.type", "LogAppendTime")),
                new Topics(endpoint.state(), endpoint.partitions(), Map.of("cleanup.policy", "compact")),
                new Topics(endpoint.deadLetter(), Topics.ANY_PARTITIONS, Map.of()));
        try (Admin admin = Admin.create(endpoint.client())) {
            List<String> differences = TopicsCommand.check(admin, wanted);
            if (!differences.isEmpty()) {
                throw new IllegalStateException(
                        String.join("; ", differences) + ": the command `topics create` makes them right");
            }
            Changelog changelog = endpoint.changelog();
            changelog.requireWhole(admin);
            return changelog.ensure(admin);
        }
    }
}
