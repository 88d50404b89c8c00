package io.dyff.routes.progress;

import io.dyff.routes.host.data.AwaitDatabase;
import java.util.Collection;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;

/** Checks, before any route starts, that the rows of each consumer here belong to the topics. */
final class CheckTopics implements CamelContextConfiguration {
    private final KnownTopics topics;
    private final Collection<StateConsumer> consumers;

    CheckTopics(KnownTopics topics, Collection<StateConsumer> consumers) {
        this.topics = topics;
        this.consumers = consumers;
    }

    @Override
    public void beforeApplicationStart(CamelContext context) {
        consumers.forEach(consumer -> AwaitDatabase.run(consumer.id(), () -> topics.check(consumer)));
    }

    @Override
    public void afterApplicationStart(CamelContext context) {
        // The check comes before; nothing is left to do.
    }
}
