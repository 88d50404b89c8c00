package io.dyff.routes.progress;

import java.util.Collection;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;

/** Checks, before any route starts, that the rows of each consumer here belong to the topics. */
final class CheckTopics implements CamelContextConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(CheckTopics.class);
    /** Each lasts as long as the pool waits for a connection, 3 s by default. */
    private static final int ATTEMPTS = 20;

    private final KnownTopics topics;
    private final Collection<StateConsumer> consumers;

    CheckTopics(KnownTopics topics, Collection<StateConsumer> consumers) {
        this.topics = topics;
        this.consumers = consumers;
    }

    @Override
    public void beforeApplicationStart(CamelContext context) {
        consumers.forEach(this::check);
    }

    @Override
    public void afterApplicationStart(CamelContext context) {
        // The check comes before; nothing is left to do.
    }

    private void check(StateConsumer consumer) {
        for (int attempt = 1; ; attempt++) {
            try {
                topics.check(consumer);
                return;
            } catch (DataAccessResourceFailureException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                LOG.warn("{} waits for the database: {}", consumer.id(), e.getMessage());
            }
        }
    }
}
