package io.dyff.routes.component.kubeinformer;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Runs tasks of one key in their order, and those of different keys side by side. */
final class Lanes implements AutoCloseable {
    /** More than this wait in one lane only while nothing can be delivered; then the giver waits too. */
    private static final int CAPACITY = 10_000;

    private final List<ExecutorService> lanes;

    Lanes(int count, String name) {
        lanes = IntStream.range(0, count).mapToObj(n -> lane(name + "-" + n)).toList();
    }

    void submit(String key, Runnable task) {
        lanes.get(Math.floorMod(key.hashCode(), lanes.size())).execute(task);
    }

    /** Interrupts what runs: the objects are handed over again at the next start. */
    @Override
    public void close() {
        lanes.forEach(ExecutorService::shutdownNow);
    }

    private static ExecutorService lane(String name) {
        return new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(CAPACITY),
                Thread.ofVirtual().name(name).factory(),
                Lanes::waitForRoom);
    }

    private static void waitForRoom(Runnable task, ThreadPoolExecutor lane) {
        if (lane.isShutdown()) {
            return;
        }
        try {
            lane.getQueue().put(task);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RejectedExecutionException(e);
        }
    }
}
