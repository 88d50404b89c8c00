package io.dyff.bench.scenario;

import io.dyff.local.instance.RunState;
import io.dyff.local.supervise.Memory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Start-up of the whole platform, from nothing and on its old data, and its memory when it has nothing to do. */
public final class StartScenario implements Scenario {
    private static final long SETTLE_SECONDS = 10;
    private static final long IDLE_SECONDS = 60;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String description() {
        return "start of the whole platform, and its memory (PSS) and processor share when idle";
    }

    @Override
    public List<Figure> run(Effort effort, Path scratch) throws Exception {
        List<Figure> figures = new ArrayList<>();
        long began = System.nanoTime();
        try (LocalPlatform fresh = LocalPlatform.start(scratch)) {
            figures.add(Figure.of(name(), "ready on a new folder", "s", seconds(began), ""));
            figures.add(Figure.of(
                    name(),
                    "processes of the platform",
                    "",
                    fresh.platform().processes().size(),
                    ""));
        }
        began = System.nanoTime();
        try (LocalPlatform again = LocalPlatform.start(scratch)) {
            figures.add(Figure.of(name(), "ready on old data", "s", seconds(began), "≤ 20"));
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
            figures.add(Figure.of(name(), "memory of all processes, idle", "MiB PSS", memory(again), "≤ 1536"));
            figures.add(Figure.of(name(), "processor of all processes, idle", "% of a core", idleShare(again), "≤ 3"));
        }
        return figures;
    }

    private static double idleShare(LocalPlatform platform) throws InterruptedException {
        Duration before = platform.cpu();
        TimeUnit.SECONDS.sleep(IDLE_SECONDS);
        return platform.cpu().minus(before).toMillis() / (IDLE_SECONDS * 1000.0) * 100;
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    private static double memory(LocalPlatform platform) {
        return platform.platform().processes().stream()
                .map(RunState.Child::process)
                .filter(Objects::nonNull)
                .mapToDouble(p -> Objects.requireNonNullElse(Memory.pssMiB(p.pid(), true), 0.0))
                .sum();
    }
}
