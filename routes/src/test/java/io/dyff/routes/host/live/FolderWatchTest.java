package io.dyff.routes.host.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatchTest {
    @TempDir
    private Path folder;

    private final BlockingQueue<Map<String, String>> seen = new LinkedBlockingQueue<>();
    private final AtomicBoolean settles = new AtomicBoolean(true);

    @Test
    void shouldHandOverWhatChangedTogether() throws Exception {
        try (FolderWatch watch = watch()) {
            Files.writeString(folder.resolve("a.sql"), "a");
            Files.writeString(folder.resolve("b.sql"), "b");
            Files.writeString(folder.resolve(".hidden"), "x");
            assertThat(next()).isEqualTo(Map.of("a.sql", "a", "b.sql", "b"));
            Files.delete(folder.resolve("a.sql"));
            assertThat(next()).isEqualTo(Map.of("b.sql", "b"));
        }
    }

    /** As the kubelet changes a mounted ConfigMap: files are links through one link, which alone changes. */
    @Test
    void shouldFollowTheLinkOfAMountedConfigMap() throws Exception {
        link("..data", generation("1", "one"));
        Files.createSymbolicLink(folder.resolve("a.sql"), Path.of("..data/a.sql"));
        try (FolderWatch watch = watch()) {
            assertThat(next()).isEqualTo(Map.of("a.sql", "one"));
            link("..data", generation("2", "two"));
            assertThat(next()).isEqualTo(Map.of("a.sql", "two"));
        }
    }

    @Test
    void shouldHandOverAgainWhatCouldNotBeDecided() throws Exception {
        settles.set(false);
        try (FolderWatch watch = watch()) {
            Files.writeString(folder.resolve("a.sql"), "a");
            assertThat(next()).isEqualTo(next());
        }
    }

    @Test
    void shouldGoOnWhenTheFolderIsGoneForAWhile() throws Exception {
        try (FolderWatch watch = watch()) {
            Path away = folder.resolveSibling(folder.getFileName() + "-away");
            Files.move(folder, away);
            Files.writeString(away.resolve("a.sql"), "a");
            Files.move(away, folder);
            assertThat(next()).isEqualTo(Map.of("a.sql", "a"));
            Files.writeString(folder.resolve("a.sql"), "b");
            assertThat(next()).isEqualTo(Map.of("a.sql", "b"));
        }
    }

    private FolderWatch watch() {
        return new FolderWatch(folder, Map.of(), () -> {}, texts -> {
                    seen.add(texts);
                    return settles.get();
                })
                .start();
    }

    private Map<String, String> next() throws InterruptedException {
        Map<String, String> texts = seen.poll(2, TimeUnit.MINUTES);
        assertThat(texts).isNotNull();
        return texts;
    }

    private Path generation(String name, String text) throws IOException {
        Path generation = Files.createDirectory(folder.resolve("..generation-" + name));
        Files.writeString(generation.resolve("a.sql"), text);
        return generation.getFileName();
    }

    private void link(String name, Path target) throws IOException {
        Path next = Files.createSymbolicLink(folder.resolve("..tmp"), target);
        Files.move(next, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
