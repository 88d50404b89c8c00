package io.dyff.routes.host.live;

import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.Service;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.operation.ContractFollower;
import io.dyff.routes.kind.operation.Operations;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The change of routes while the services run, and what shows it. */
@Configuration(proxyBeanMethods = false)
class LiveConfiguration {

    @Bean
    FileRules fileRules() {
        return new FileRules();
    }

    @Bean
    ContractDocuments contractDocuments(Operations operations, Kinds kinds, Overrides overrides) {
        return new ContractDocuments(operations, kinds, overrides);
    }

    @Bean
    CheckOverrides checkOverrides(Set<Service> services, FileRules rules, Overrides overrides, Operations operations) {
        return new CheckOverrides(services, rules, overrides, operations);
    }

    @Bean
    Journal journal(Clock clock, MeterRegistry meters, List<RoutesChange.Listener> listeners) {
        return new Journal(clock, meters, listeners);
    }

    @Bean
    LiveRoutes liveRoutes(
            Set<Service> services,
            Overrides overrides,
            CamelContext camel,
            FileRules rules,
            ContractDocuments documents,
            List<ContractFollower> followers,
            ApplicationContext beans,
            DataSource database,
            ObjectProvider<RequestFront> front,
            Journal journal) {
        return new LiveRoutes(
                services,
                overrides,
                camel,
                rules,
                documents,
                followers,
                name -> beans.containsBean(name) ? Optional.ofNullable(beans.getType(name)) : Optional.empty(),
                services.stream().anyMatch(Service::usesDatabase)
                        ? Optional.of(new StatementCheck(database))
                        : Optional.empty(),
                new Swap(camel, Optional.ofNullable(front.getIfAvailable())),
                journal);
    }

    @Bean
    FollowOverrides followOverrides(
            @Value("${dyff.overrides:}") String folder, Overrides overrides, LiveRoutes routes) {
        return new FollowOverrides(folder, overrides, routes);
    }

    @Bean
    RoutesEndpoint routesEndpoint(LiveRoutes routes, Journal journal) {
        return new RoutesEndpoint(routes, journal);
    }

    @Bean
    MeterBinder routesMeters(LiveRoutes routes, Journal journal) {
        return meters -> {
            Gauge.builder("dyff.routes.generation", routes, LiveRoutes::generation)
                    .description("Accepted changes of routes since the start, and one")
                    .register(meters);
            Gauge.builder("dyff.routes.refused", journal, j -> j.standing().size())
                    .description("Reasons why the overrides as they stand are not what serves")
                    .register(meters);
            routes.services()
                    .forEach(service -> Gauge.builder(
                                    "dyff.routes.serving",
                                    routes,
                                    r -> r.of(service).number())
                            .description("The generation of a service's routes that serves")
                            .tag("service", service.name())
                            .register(meters));
        };
    }

    /** Refused files are a detail, no reason to take the service away: the former ones serve. */
    @Bean
    HealthIndicator routesHealthIndicator(LiveRoutes routes, Journal journal) {
        return () -> {
            Health.Builder health = Health.up().withDetail("generation", routes.generation());
            if (!journal.standing().isEmpty()) {
                health.withDetail(
                        "refused",
                        journal.standing().stream().map(Object::toString).toList());
            }
            return health.build();
        };
    }
}
