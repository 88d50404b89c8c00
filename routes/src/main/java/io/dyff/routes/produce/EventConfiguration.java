package io.dyff.routes.produce;

import java.time.Clock;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of every route that produces an event. */
@Configuration(proxyBeanMethods = false)
class EventConfiguration {

    @Bean
    EnvelopeEvent envelopeEvent(Clock clock) {
        return new EnvelopeEvent(clock);
    }

    @Bean
    TakeTicket takeTicket() {
        return new TakeTicket();
    }

    @Bean
    HeaderFilterStrategy recordHeaders() {
        return new RecordHeaders();
    }
}
