package io.dyff.routes.host.live;

import io.dyff.routes.api.TestingClient;
import io.dyff.routes.api.TestingClient.Answer;
import io.dyff.routes.api.TestingRequests;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Clients that read and create one request after the other, at a steady pace, and remember what was answered. */
final class SteadyLoad implements AutoCloseable {
    private static final long READ_MILLIS = 10;
    private static final long CREATE_MILLIS = 50;

    private static final int WARM = 200;

    private final ScheduledExecutorService clients;
    private final Queue<String> created = new ConcurrentLinkedQueue<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final TestingClient client;
    private final String token;

    /** @param paths that can be read */
    SteadyLoad(TestingClient client, String token, List<String> paths) {
        this.client = client;
        this.token = token;
        this.clients = Executors.newScheduledThreadPool(paths.size() + 1);
        paths.forEach(path -> every(READ_MILLIS, () -> client.get(token, path)));
        every(CREATE_MILLIS, this::create);
    }

    private void every(long millis, Supplier<Answer> request) {
        // A service that has just started is slow, and may say that it is busy.
        for (int i = 0; i < WARM * READ_MILLIS / millis; i++) {
            request.get();
        }
        clients.scheduleWithFixedDelay(() -> send(request), 0, millis, TimeUnit.MILLISECONDS);
    }

    private void send(Supplier<Answer> request) {
        requests.incrementAndGet();
        try {
            Answer answer = request.get();
            if (answer.status() != 200) {
                failures.add(answer.status() + " " + answer.text());
            }
        } catch (RuntimeException e) {
            failures.add(e.toString());
        }
    }

    private Answer create() {
        Answer answer = client.post(token, "/v0/datasets", TestingRequests.dataset("acme"));
        if (answer.status() == 200) {
            created.add(answer.json().path("id").asText());
        }
        return answer;
    }

    /** Ids of what was created. */
    List<String> created() {
        return List.copyOf(created);
    }

    /** Answers that were no 200. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    int requests() {
        return requests.get();
    }

    /** Ends the load, and waits for the last answers. */
    @Override
    public void close() {
        clients.close();
    }
}
