package io.dyff.operator.steps.mock;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The mock's HTTP side: which path answers what. Behaviour: contract/acceptance.md section 1.4. */
public final class MockModel implements AutoCloseable {

    static {
        // Without it the server's answers wait 40 ms for the client's acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final int BACKLOG = 1024;
    private static final int STOP_SECONDS = 2;

    /** One call in six fails; at most one in five may. */
    private static final int FAILING_CALL = 6;

    /** Makes the answer to a valid request. */
    private interface Completion {
        JsonNode answer(MockRequest request);
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Pace pace;
    private final AtomicLong transientCalls = new AtomicLong();
    private volatile boolean stopping;

    public MockModel(InetSocketAddress address, Pace pace) throws IOException {
        this.pace = pace;
        server = HttpServer.create(address, BACKLOG);
        server.setExecutor(threads);
        // The server matches prefixes, the longest first; each handler checks the rest of the path.
        handle("/", exchange -> MockAnswer.error(404, "no such path").send(exchange));
        handle("/health", exchange -> MockAnswer.ok("ok").send(exchange));
        handle("/ready", exchange -> ready().send(exchange));
        complete("/openai/v1/completions", MockTexts::completion);
        complete("/generate", MockTexts::texts);
        complete("/v1/generate", MockTexts::responses);
        handle("/openai/v1/completions/transient-errors", this::transientErrors);
        handle(
                "/errors/400",
                exchange ->
                        MockAnswer.error(400, "this path refuses every request").send(exchange));
        server.start();
    }

    public InetSocketAddress address() {
        return server.getAddress();
    }

    private MockAnswer ready() throws IOException {
        return stopping ? MockAnswer.error(503, "stopping") : MockAnswer.ok("ready");
    }

    private void complete(String path, Completion completion) {
        handle(path, exchange -> answer(exchange, completion).send(exchange));
    }

    private void handle(String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            try (exchange) {
                if (path.equals("/") || exchange.getRequestURI().getPath().equals(path)) {
                    handler.handle(exchange);
                } else {
                    MockAnswer.error(404, "no such path").send(exchange);
                }
            }
        });
    }

    private MockAnswer answer(HttpExchange exchange, Completion completion) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            return MockAnswer.error(405, "use POST");
        }
        MockRequest request;
        try {
            request = MockRequest.read(exchange.getRequestBody());
        } catch (MockRequest.RefusedException e) {
            return MockAnswer.error(e.status(), String.valueOf(e.getMessage()));
        }
        think();
        return MockAnswer.json(200, completion.answer(request));
    }

    private void transientErrors(HttpExchange exchange) throws IOException {
        long call = transientCalls.incrementAndGet();
        if (call % FAILING_CALL == 0) {
            int status = call % (2 * FAILING_CALL) == 0 ? 500 : 503;
            MockAnswer.error(status, "transient error of call " + call).send(exchange);
        } else {
            answer(exchange, MockTexts::completion).send(exchange);
        }
    }

    private void think() {
        try {
            TimeUnit.NANOSECONDS.sleep(pace.next().toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Not ready from now on; running requests have a moment to end. */
    @Override
    public void close() {
        stopping = true;
        server.stop(STOP_SECONDS);
        threads.shutdownNow();
    }
}
