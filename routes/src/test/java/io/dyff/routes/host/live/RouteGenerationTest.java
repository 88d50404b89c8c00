package io.dyff.routes.host.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.Service;
import io.dyff.routes.kind.operation.Operations;
import java.time.Instant;
import java.util.Set;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class RouteGenerationTest {

    /** While anything still feeds a queue, waiting for its end is waiting for ever. */
    @Test
    void shouldStopWhatBringsSomethingInAndLeaveStepsAndQueues() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("timer:tick?period=10").routeId("tick").to("direct:step");
                    from("direct:step").routeId("step").to("seda:queue?size=1&discardWhenFull=true");
                    from("seda:queue?size=1").routeId("queue").process(exchange -> {});
                }
            });
            camel.setAutoStartup(false);
            camel.start();
            RouteGeneration generation = RouteGeneration.further(
                    new Candidate(
                            new ServiceFiles(Service.watch, Overrides.none()),
                            Operations.standard(),
                            2,
                            Instant.now(),
                            Set.of()),
                    camel);

            generation.startSteps();
            assertThat(camel.getRouteController().getRouteStatus("tick")).isEqualTo(ServiceStatus.Stopped);
            generation.startSources();
            assertThat(camel.getRouteController().getRouteStatus("tick")).isEqualTo(ServiceStatus.Started);
            generation.stopSources();

            assertThat(camel.getRouteController().getRouteStatus("tick")).isEqualTo(ServiceStatus.Stopped);
            assertThat(camel.getRouteController().getRouteStatus("step")).isEqualTo(ServiceStatus.Started);
            assertThat(camel.getRouteController().getRouteStatus("queue")).isEqualTo(ServiceStatus.Started);
        }
    }

    /** Health is asked for while the application starts: a kamelet's own route comes after the one that names it. */
    @Test
    void shouldNameTheRoutesThatAreThereYet() throws Exception {
        ServiceFiles files = new ServiceFiles(Service.aggregate, Overrides.none());
        String id = files.routes().all().getFirst().id();
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    routeTemplate("ticks").from("timer:tick").to("kamelet:sink");
                    from("kamelet:ticks").routeId(id).to("log:ticks");
                }
            });
            camel.setAutoStartup(false);
            camel.start();
            RouteGeneration generation = RouteGeneration.first(
                    new Candidate(files, Operations.standard(), 1, Instant.now(), Set.of()), camel);
            assertThat(generation.routes()).hasSize(2).doesNotContainNull();

            camel.removeRoute(generation.routes().getLast().getRouteId());

            assertThat(generation.routes()).extracting(Route::getRouteId).containsExactly(id);
        }
    }
}
