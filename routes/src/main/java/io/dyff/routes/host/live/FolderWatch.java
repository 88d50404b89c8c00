package io.dyff.routes.host.live;

import io.dyff.routes.host.Overrides;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a flat folder, or a mounted ConfigMap: files that change together are handed over together, once they have been
 * quiet. The system's notices make it quick; a look every second makes it sure, wherever the folder lies.
 */
final class FolderWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);
    private static final long LOOK_MILLIS = 1_000;
    private static final long QUIET_MILLIS = 100;
    /** Whoever writes without end is looked at all the same. */
    private static final int MOST_NOTICES = 10;

    private final Path folder;
    private final Runnable before;
    private final Predicate<Map<String, String>> follower;
    private final WatchService notices;
    private final Thread thread;
    private @Nullable WatchKey key;
    private Map<String, String> seen;
    private boolean settled = true;
    private boolean readable = true;

    /**
     * @param seen what the folder held when its follower was started
     * @param before is done once, ahead of the first look
     * @param follower takes all texts by file name; false has them handed over again
     */
    FolderWatch(Path folder, Map<String, String> seen, Runnable before, Predicate<Map<String, String>> follower) {
        this.folder = folder;
        this.seen = seen;
        this.before = before;
        this.follower = follower;
        try {
            this.notices = FileSystems.getDefault().newWatchService();
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " cannot be followed", e);
        }
        this.thread = Thread.ofPlatform().name("overrides").daemon().unstarted(this::run);
    }

    FolderWatch start() {
        thread.start();
        return this;
    }

    private void run() {
        try {
            before.run();
            while (!Thread.currentThread().isInterrupted()) {
                awaitChange();
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitChange() throws InterruptedException {
        register();
        long wait = LOOK_MILLIS;
        for (int i = 0; i < MOST_NOTICES; i++) {
            WatchKey notice = notices.poll(wait, TimeUnit.MILLISECONDS);
            if (notice == null) {
                return;
            }
            notice.pollEvents();
            if (!notice.reset()) {
                key = null;
            }
            wait = QUIET_MILLIS;
        }
    }

    private void register() {
        if (key != null && key.isValid()) {
            return;
        }
        try {
            key = folder.toRealPath()
                    .register(
                            notices,
                            StandardWatchEventKinds.ENTRY_CREATE,
                            StandardWatchEventKinds.ENTRY_MODIFY,
                            StandardWatchEventKinds.ENTRY_DELETE);
        } catch (IOException e) {
            LOG.debug("no notices of {}: {}", folder, e.getMessage());
        }
    }

    private void look() {
        try {
            Map<String, String> texts = Overrides.read(folder);
            readable = true;
            if (!settled || !texts.equals(seen)) {
                seen = texts;
                settled = follower.test(texts);
            }
        } catch (UncheckedIOException e) {
            if (readable) {
                LOG.warn("{}; what was accepted serves on", e.getMessage(), e);
            }
            readable = false;
        } catch (RuntimeException e) {
            LOG.error("the change of {} could not be looked at", folder, e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
            notices.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.debug("the notices of {} do not end", folder, e);
        }
    }
}
