package io.dyff.routes.host.errors;

import java.time.Clock;
import java.util.Collection;
import org.apache.camel.ProducerTemplate;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of {@code errors.camel.yaml}. */
@Configuration(proxyBeanMethods = false)
class ErrorsConfiguration {

    @Bean
    Stalls stalls(Clock clock) {
        return new Stalls(clock);
    }

    @Bean
    NoteStall noteStall(Stalls stalls) {
        return new NoteStall(stalls);
    }

    @Bean
    IsPermanentFault isPermanentFault() {
        return new IsPermanentFault();
    }

    @Bean
    DeadLetter deadLetter() {
        return new DeadLetter();
    }

    @Bean
    RetryHalves retryHalves(ProducerTemplate template) {
        return new RetryHalves(template);
    }

    /** Part of readiness: down while something has been tried again for more than ten seconds. */
    @Bean
    HealthIndicator stalledHealthIndicator(Stalls stalls) {
        return () -> {
            Collection<Stalls.Stall> lasting = stalls.lasting();
            return lasting.isEmpty()
                    ? Health.up().build()
                    : Health.down().withDetail("stalled", lasting).build();
        };
    }
}
