package io.dyff.node.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.dyff.node.container.PodPorts;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Probes of all kinds against a real server. */
class ContainerProbesTest {

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final Checks checks = new Checks();
    private HttpServer server;
    private volatile int status = 200;
    private PodPorts ports;

    @BeforeEach
    void prepare() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        ports = new PodPorts(new TreeMap<>(Map.of(8000, server.getAddress().getPort())));
    }

    @AfterEach
    void stop() {
        checks.close();
        server.stop(0);
    }

    @Test
    void shouldStartThenBecomeReadyThenUnready() throws Exception {
        Container container = container()
                .withStartupProbe(http("http"))
                .withReadinessProbe(
                        new ProbeBuilder(http("8000")).withFailureThreshold(1).build())
                .build();
        try (ContainerProbes probes = start(container)) {
            assertThat(heard.poll(2, TimeUnit.MINUTES)).isEqualTo("started");
            assertThat(heard.poll(2, TimeUnit.MINUTES)).isEqualTo("ready true");

            status = 503;

            await().atMost(3, TimeUnit.MINUTES).until(() -> "ready false".equals(heard.poll()));
            assertThat(probes.unhealthy()).isNotDone();
        }
    }

    @Test
    void shouldBeReadyAtOnceWithoutProbes() {
        try (ContainerProbes probes = start(container().build())) {
            assertThat(heard).containsExactly("started", "ready true");
            assertThat(probes.problem()).isEmpty();
        }
    }

    @Test
    void shouldGiveUpWhenContainerDoesNotStart() {
        status = 500;
        Container container = container()
                .withStartupProbe(
                        new ProbeBuilder(http("http")).withFailureThreshold(1).build())
                .withReadinessProbe(http("http"))
                .build();
        try (ContainerProbes probes = start(container)) {
            await().atMost(3, TimeUnit.MINUTES).until(() -> probes.unhealthy().isDone());
            assertThat(probes.problem()).hasValue("startup probe failed");
            assertThat(heard).isEmpty();
        }
    }

    @Test
    void shouldLookBySocket() throws Exception {
        Container container = container()
                .withReadinessProbe(new ProbeBuilder()
                        .withNewTcpSocket()
                        .withPort(new IntOrString(8000))
                        .endTcpSocket()
                        .build())
                .withLivenessProbe(new ProbeBuilder()
                        .withNewTcpSocket()
                        .withPort(new IntOrString(8000))
                        .endTcpSocket()
                        .withPeriodSeconds(1)
                        .withTimeoutSeconds(10)
                        .withFailureThreshold(1)
                        .build())
                .build();
        try (ContainerProbes probes = start(container)) {
            assertThat(heard.poll(2, TimeUnit.MINUTES)).isEqualTo("started");
            assertThat(heard.poll(2, TimeUnit.MINUTES)).isEqualTo("ready true");

            server.stop(0);

            await().atMost(3, TimeUnit.MINUTES).until(() -> probes.unhealthy().isDone());
            assertThat(probes.problem()).hasValue("liveness probe failed");
        }
    }

    @Test
    void shouldNameWhatProbeCannotDo() {
        assertThatThrownBy(
                        () -> start(container().withReadinessProbe(http("nope")).build()))
                .hasMessageContaining("nope");
        assertThatThrownBy(() -> start(container()
                        .withReadinessProbe(new ProbeBuilder()
                                .withNewExec()
                                .withCommand("true")
                                .endExec()
                                .build())
                        .build()))
                .hasMessageContaining("only httpGet and tcpSocket");
    }

    private ContainerProbes start(Container container) {
        ContainerProbes probes =
                new ContainerProbes(container, ports, checks, Duration.ofMillis(50), new ContainerProbes.Listener() {
                    @Override
                    public void started() {
                        heard.add("started");
                    }

                    @Override
                    public void ready(boolean ready) {
                        heard.add("ready " + ready);
                    }
                });
        probes.start();
        return probes;
    }

    private static ContainerBuilder container() {
        return new ContainerBuilder()
                .withName("main")
                .withImage("open")
                .addNewPort()
                .withName("http")
                .withContainerPort(8000)
                .endPort();
    }

    private static Probe http(String port) {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath("/x")
                .withPort(new IntOrString(port))
                .endHttpGet()
                .withPeriodSeconds(1)
                .withTimeoutSeconds(10)
                .build();
    }
}
