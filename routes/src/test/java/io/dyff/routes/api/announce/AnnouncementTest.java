package io.dyff.routes.api.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.event.Ticket;
import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.http.problem.ProblemException;
import io.dyff.routes.http.security.Caller;
import io.dyff.routes.http.security.Role;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.operation.Operations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.clock.Clock;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.mock.web.MockHttpServletRequest;

/** What is said once the broker has the event. */
class AnnouncementTest {
    private static final String ID = "0123456789abcdef0123456789abcdef";
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Exchange exchange = new DefaultExchange(camel);

    private final Announcement announcement = waiting(Duration.ZERO);
    private final ApiCall call = call(exchange);

    @AfterEach
    void end() throws IOException {
        camel.close();
    }

    @Test
    void shouldAnswerPendingWhenTheRowCannotBeRead() throws Exception {
        camel.getRegistry().bind("announcement", announcement);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:api-read-row").throwException(new CannotGetJdbcConnectionException("no connection"));
            }
        });
        PluginHelper.getRoutesLoader(camel).loadRoutes(route("api-read-written"));
        camel.start();
        exchange.setVariable("visible", true);
        exchange.setVariable("rows", List.of());
        camel.createProducerTemplate().send("direct:api-read-written", exchange);
        assertThat(exchange.getException()).isNull();
        assertThat(call.answerHeaders()).containsEntry("Dyff-Visibility", "pending");
        assertThat(exchange.getVariable("visible", Boolean.class)).isFalse();
        assertThat(exchange.getVariable("rows")).isNull();
    }

    @Test
    void shouldNotWaitForVisibilityWhenTheCallHasTakenLong() {
        Exchange late = begunBefore(Duration.ofMillis(4_500));
        ApiCall call = call(late);
        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> waiting(Duration.ofMinutes(1)).await(call, new Ticket(0, 1), late.getMessage()));
        assertThat(call.answerHeaders()).containsEntry("Dyff-Visibility", "pending");
    }

    @Test
    void shouldSayThatNothingWasMadeWhenTheClockIsOff() {
        Instant broker = Instant.parse("2026-01-01T00:00:00Z");
        assertThatCode(() -> announcement.checkClock(created(broker.plus(Duration.ofMinutes(5))), broker))
                .doesNotThrowAnyException();
        Problem problem = catchThrowableOfType(
                        ProblemException.class,
                        () -> announcement.checkClock(created(broker.minus(Duration.ofMinutes(6))), broker))
                .problem();
        assertThat(problem.status()).isEqualTo(503);
        assertThat(problem.detail()).contains("PT-6M", "nothing was made");
        assertThat(problem.headers()).containsKey("Retry-After");
    }

    private Exchange begunBefore(Duration elapsed) {
        Clock clock = new Clock() {
            @Override
            public long elapsed() {
                return elapsed.toMillis();
            }

            @Override
            public long getCreated() {
                return 0;
            }
        };
        return (Exchange) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Exchange.class},
                (proxy, method, arguments) ->
                        method.getName().equals("getClock") ? clock : method.invoke(exchange, arguments));
    }

    private static Announcement waiting(Duration bound) {
        return new Announcement(
                new Visibility(
                        JdbcClient.create(new DelegatingDataSource()),
                        new DataFiles(Overrides.none()),
                        Duration.ofSeconds(10)),
                bound);
    }

    private static ApiCall call(Exchange exchange) {
        try {
            return ApiCall.begin(
                    exchange,
                    new MockHttpServletRequest("GET", "/v0/datasets/" + ID),
                    Operations.standard().get("datasets_get"),
                    Kinds.standard().get("Dataset"),
                    new Caller("Account/a", "t", Role.Admin.grants("a")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode created(Instant time) {
        return Json.object().put("creationTime", time.toString());
    }

    /** One route of the file as it is shipped, without its error policy. */
    private static Resource route(String id) throws Exception {
        ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
        String file = new DataFiles(Overrides.none()).text("api.camel.yaml");
        for (JsonNode entry : yaml.readTree(file)) {
            if (entry.at("/route/id").asText().equals(id)) {
                entry.withObject("/route").remove("routeConfigurationId");
                return ResourceHelper.fromString(id + ".yaml", yaml.writeValueAsString(List.of(entry)));
            }
        }
        throw new IllegalArgumentException("no route " + id);
    }
}
