package io.dyff.bench.live;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.bench.scenario.Samples;
import io.dyff.local.client.ApiClient;
import io.dyff.local.client.ApiClient.Answer;
import io.dyff.local.client.Deadline;
import io.dyff.local.instance.LocalException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients at a steady pace: two read an entity each, one reads a list, and one creates entities, each of which another
 * follows until all stages have had it. Whatever is not answered with 200 is a failure, and so is what never becomes visible.
 */
final class SteadyLoad implements AutoCloseable {
    private static final long READ_MILLIS = 20;
    private static final long CREATE_MILLIS = 100;
    /** What the orchestrator makes of a dataset that has not been uploaded. */
    private static final String FOLLOWED_TO = "WaitingForUpload";
    /** A service that has just started is slow. */
    private static final int WARM = 100;

    private final ScheduledExecutorService clients = Executors.newScheduledThreadPool(4);
    private final ExecutorService followers = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<String> accepted = new ConcurrentLinkedQueue<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final Samples times = new Samples();
    private final ApiClient api;
    private final Create create;
    private final JsonNode dataset;
    private final Duration patience;

    /** How a client creates. */
    interface Create {
        Answer post(String path, JsonNode body) throws InterruptedException;
    }

    /**
     * Begins, once the services are warm.
     *
     * @param create makes an entity
     * @param dataset a request that makes one
     * @param readable ids of a dataset and of a model
     * @param patience for what was accepted to become visible, and to be seen by all stages
     */
    SteadyLoad(ApiClient api, Create create, JsonNode dataset, List<String> readable, Duration patience)
            throws InterruptedException {
        this.api = api;
        this.create = create;
        this.dataset = dataset;
        this.patience = patience;
        List<String> reads =
                List.of("/datasets/" + readable.getFirst(), "/models/" + readable.getLast(), "/models?limit=20");
        for (int i = 0; i < WARM; i++) {
            api.get(reads.get(i % reads.size()));
        }
        reads.forEach(path -> every(READ_MILLIS, () -> api.get(path)));
        every(CREATE_MILLIS, this::create);
    }

    private void every(long millis, Callable<Answer> request) {
        clients.scheduleWithFixedDelay(() -> send(request), 0, millis, TimeUnit.MILLISECONDS);
    }

    private void send(Callable<Answer> request) {
        requests.incrementAndGet();
        long begin = System.nanoTime();
        try {
            Answer answer = request.call();
            if (answer.status() != 200) {
                failures.add(answer.status() + " " + answer.body());
            }
        } catch (Exception e) {
            failures.add(e.toString());
        }
        synchronized (times) {
            times.add(System.nanoTime() - begin);
        }
    }

    private Answer create() throws InterruptedException {
        Answer answer = create.post("/datasets", dataset);
        if (answer.status() == 200) {
            String id = answer.body().path("id").asText();
            accepted.add(id);
            followers.submit(() -> follow(id));
        }
        return answer;
    }

    private void follow(String id) {
        String path = "/datasets/" + id;
        try {
            new Deadline(patience)
                    .await(
                            path + " being " + FOLLOWED_TO,
                            () -> Optional.of(look(path))
                                    .filter(answer -> answer.body()
                                            .path("status")
                                            .asText()
                                            .equals(FOLLOWED_TO)));
        } catch (LocalException e) {
            failures.add(e.sentence());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until it is visible it may be 404: its create was answered as pending. */
    private Answer look(String path) throws InterruptedException {
        requests.incrementAndGet();
        Answer answer = api.get(path);
        if (answer.status() != 200 && answer.status() != 404) {
            failures.add(path + " answered " + answer.status() + " " + answer.body());
        }
        return answer;
    }

    /** Ids of datasets whose create was answered with 200. */
    List<String> accepted() {
        return List.copyOf(accepted);
    }

    /** What was answered otherwise, or never became visible. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    int requests() {
        return requests.get();
    }

    /** How long its requests took; to be asked once it has ended. */
    Samples times() {
        return times;
    }

    /** Ends the load, and waits for the last answers, and until what was accepted is where it should be. */
    @Override
    public void close() {
        clients.close();
        followers.close();
    }
}
