package io.dyff.routes.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class StartGateTest {
    private final StartGate gate = new StartGate();

    @Test
    void shouldAskForPatienceUntilTheRoutesAreThere() throws Exception {
        MockHttpServletResponse before = ask("/v0/evaluations");
        assertThat(before.getStatus()).isEqualTo(503);
        assertThat(before.getHeader("Retry-After")).isEqualTo("1");
        assertThat(before.getContentAsString()).contains("\"detail\":\"the service is starting\"");

        gate.onApplicationEvent(new ApplicationReadyEvent(
                new SpringApplication(), new String[0], new StaticApplicationContext(), Duration.ZERO));

        assertThat(ask("/v0/evaluations").getStatus()).isEqualTo(200);
    }

    @Test
    void shouldLetHealthBeAskedMeanwhile() throws Exception {
        assertThat(ask("/health").getStatus()).isEqualTo(200);
        assertThat(ask("/actuator/health/readiness").getStatus()).isEqualTo(200);
    }

    private MockHttpServletResponse ask(String path) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        gate.doFilter(new MockHttpServletRequest("GET", path), response, new MockFilterChain());
        return response;
    }
}
