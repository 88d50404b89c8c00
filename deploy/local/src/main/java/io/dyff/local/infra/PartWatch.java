package io.dyff.local.infra;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every second at parts that may be gone without this process: processes of their own, a store that is closed. */
final class PartWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PartWatch.class);

    /**
     * A part, and how to see that it lives.
     *
     * @param patience looks that may fail in a row before it counts as gone
     */
    record Part(String name, int patience, Callable<Boolean> lives) {}

    private final List<Part> parts;
    private final Consumer<String> gone;
    private final Map<String, Integer> failures = new LinkedHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("part-watch").factory());

    /**
     * @param gone is told, once, the name of the first part that is gone
     */
    PartWatch(List<Part> parts, Consumer<String> gone) {
        this.parts = List.copyOf(parts);
        this.gone = gone;
    }

    void start() {
        clock.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    private void look() {
        for (Part part : parts) {
            int failed = lives(part) ? 0 : failures.getOrDefault(part.name(), 0) + 1;
            failures.put(part.name(), failed);
            if (failed >= part.patience()) {
                clock.shutdown();
                gone.accept(part.name());
                return;
            }
        }
    }

    private static boolean lives(Part part) {
        try {
            return part.lives().call();
        } catch (Exception e) {
            LOG.warn("{} does not answer: {}", part.name(), e.toString());
            return false;
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
