package io.dyff.routes.host.live;

import io.dyff.routes.host.Overrides;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;

/** Follows the overrides folder from when the application is ready until it ends. */
final class FollowOverrides implements ApplicationListener<ApplicationReadyEvent>, SmartLifecycle {
    /** Camel's is 2,049 below the first. */
    private static final int AFTER_CAMEL = DEFAULT_PHASE - 2_050;

    private final String folder;
    private final Overrides overrides;
    private final LiveRoutes routes;
    private volatile boolean running;
    private volatile @Nullable FolderWatch watch;

    /** @param folder empty for none */
    FollowOverrides(String folder, Overrides overrides, LiveRoutes routes) {
        this.folder = folder;
        this.overrides = overrides;
        this.routes = routes;
    }

    /** Ends after Camel's own context, and so after the requests that are in its generations. */
    @Override
    public int getPhase() {
        return AFTER_CAMEL;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent ready) {
        if (!folder.isBlank()) {
            watch = new FolderWatch(Path.of(folder), overrides.texts(), this::rehearse, routes::take).start();
        }
    }

    /** Where there are overrides, there will be others. */
    private void rehearse() {
        if (!overrides.texts().isEmpty()) {
            routes.rehearse();
        }
    }

    @Override
    public void stop() {
        running = false;
        FolderWatch started = watch;
        if (started != null) {
            started.close();
        }
        routes.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
