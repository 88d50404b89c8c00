package io.dyff.operator.steps.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentProxyTest {

    @ParameterizedTest
    @CsvSource({
        "http://eval-1-infer.workflows:80/x, true",
        "http://127.0.0.1:9/x, false",
        "http://localhost:9/x, false",
        "http://a.internal:80/x, false",
        "http://internal:80/x, false",
        "http://notinternal:80/x, true",
    })
    void shouldHonourNoProxy(String url, boolean proxied) {
        var proxy = new EnvironmentProxy(
                Map.of("http_proxy", "http://127.0.0.1:3128", "no_proxy", "127.0.0.1, localhost,.internal"));
        assertThat(proxy.isUsedFor(URI.create(url))).isEqualTo(proxied);
    }

    @ParameterizedTest
    @CsvSource({"http://a/x, 1", "https://a/x, 2", "HTTPS://a/x, 2"})
    void shouldTakeTheProxyOfTheScheme(String url, int port) {
        var proxy =
                new EnvironmentProxy(Map.of("http_proxy", "http://127.0.0.1:1", "HTTPS_PROXY", "http://127.0.0.1:2"));
        assertThat(proxy.select(URI.create(url)))
                .extracting(chosen -> ((InetSocketAddress) chosen.address()).getPort())
                .containsExactly(port);
    }

    @Test
    void shouldGoDirectlyWithoutAProxy() {
        assertThat(new EnvironmentProxy(Map.of()).isUsedFor(URI.create("http://a:80/")))
                .isFalse();
        assertThat(new EnvironmentProxy(Map.of("HTTP_PROXY", "127.0.0.1:1", "NO_PROXY", "*"))
                        .isUsedFor(URI.create("http://a:80/")))
                .isFalse();
    }

    @Test
    void shouldRefuseAProxyWithoutPort() {
        assertThatThrownBy(() -> new EnvironmentProxy(Map.of("http_proxy", "http://somewhere")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("http_proxy");
    }
}
