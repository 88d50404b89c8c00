package io.dyff.node.probe;

import io.dyff.node.container.ContainerConfigException;
import io.dyff.node.container.PodPorts;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Executors;

/** Makes the checks that probes ask for: httpGet and tcpSocket, on this machine. */
public final class Checks implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    /**
     * The check of a probe.
     *
     * @throws ContainerConfigException when the probe is of another kind or names a port that is not there
     */
    Check of(Probe probe, Container container, PodPorts ports) {
        if (probe.getHttpGet() != null) {
            return http(
                    probe.getHttpGet(),
                    port(container, ports, probe.getHttpGet().getPort()));
        }
        if (probe.getTcpSocket() != null) {
            int port = port(container, ports, probe.getTcpSocket().getPort());
            return timeout -> connect(port, timeout);
        }
        throw ContainerConfigException.wrong("container " + container.getName()
                + ": only httpGet and tcpSocket probes exist on the local node, which runs the programs of its mapping and"
                + " no others");
    }

    private static int port(Container container, PodPorts ports, IntOrString port) {
        return ports.resolve(container, port)
                .orElseThrow(() -> ContainerConfigException.wrong("container " + container.getName()
                        + ": a probe names port " + port.getStrVal() + ", which the container does not have"));
    }

    private Check http(HTTPGetAction action, int port) {
        if ("HTTPS".equals(action.getScheme())) {
            throw ContainerConfigException.wrong("httpGet probes use the scheme HTTP on the local node");
        }
        String path = action.getPath() == null ? "/" : action.getPath();
        String uri = "http://" + LOOPBACK + ":" + port + (path.startsWith("/") ? path : "/" + path);
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(uri)).header("User-Agent", "kube-probe/local");
            action.getHttpHeaders().stream()
                    .filter(header -> !header.getName().equalsIgnoreCase("Host"))
                    .forEach(header -> request.header(header.getName(), header.getValue()));
            return timeout -> get(request.copy().timeout(timeout).build());
        } catch (IllegalArgumentException malformed) {
            throw ContainerConfigException.wrong("httpGet probe of " + uri + ": " + malformed.getMessage());
        }
    }

    private CheckResult get(HttpRequest request) throws InterruptedException {
        try {
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status >= 200 && status < 400
                    ? CheckResult.fine()
                    : CheckResult.failed("HTTP probe failed with statuscode: " + status);
        } catch (IOException refused) {
            return CheckResult.failed("Get \"" + request.uri() + "\": " + refused);
        }
    }

    private static CheckResult connect(int port, Duration timeout) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(LOOPBACK), port), (int) timeout.toMillis());
            return CheckResult.fine();
        } catch (IOException refused) {
            return CheckResult.failed("dial tcp " + LOOPBACK + ":" + port + ": " + refused.getMessage());
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
