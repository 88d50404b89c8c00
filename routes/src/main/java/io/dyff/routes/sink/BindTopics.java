package io.dyff.routes.sink;

import io.dyff.routes.topics.TopicNames;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;

/** Checks, before any route of the sink starts, that the rows belong to the topics. */
final class BindTopics implements CamelContextConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(BindTopics.class);
    /** Each lasts as long as the pool waits for a connection, 3 s by default. */
    private static final int ATTEMPTS = 20;

    private final String brokers;
    private final TopicNames names;
    private final DataSource dataSource;

    BindTopics(String brokers, TopicNames names, DataSource dataSource) {
        this.brokers = brokers;
        this.names = names;
        this.dataSource = dataSource;
    }

    @Override
    public void beforeApplicationStart(CamelContext context) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            check(new TopicBinding(admin, names, dataSource));
        }
    }

    @Override
    public void afterApplicationStart(CamelContext context) {
        // The check comes before; nothing is left to do.
    }

    private static void check(TopicBinding binding) {
        for (int attempt = 1; ; attempt++) {
            try {
                binding.check();
                return;
            } catch (DataAccessResourceFailureException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                LOG.warn("the sink waits for the database: {}", e.getMessage());
            }
        }
    }
}
