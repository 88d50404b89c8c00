package io.dyff.routes.event.produce;

import io.dyff.routes.event.EntityLimits;
import java.time.Clock;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** The beans of every route that produces an event. */
@Configuration(proxyBeanMethods = false)
class EventConfiguration {

    @Bean
    EntityLimits entityLimits(@Value(EntityLimits.SETTING) DataSize born) {
        return EntityLimits.of(born.toBytes());
    }

    @Bean
    EnvelopeEvent envelopeEvent(Clock clock, EntityLimits limits) {
        return new EnvelopeEvent(clock, limits);
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
