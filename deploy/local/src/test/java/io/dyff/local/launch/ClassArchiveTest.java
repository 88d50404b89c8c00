package io.dyff.local.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void choose() {
        file = folder.resolve("routes.jsa");
    }

    @Test
    void shouldHaveOneOfTwoStartsMakeTheArchive() {
        assertThat(at(NOON).options()).contains("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + file);
        assertThat(at(NOON.plusSeconds(1)).options()).isEmpty();
    }

    @Test
    void shouldHaveAnotherTryWhenTheFirstLeftNothing() {
        at(NOON).options();

        Instant later = NOON.plus(Duration.ofMinutes(10));
        assertThat(at(later).options()).contains("-XX:SharedArchiveFile=" + file);
        assertThat(at(later.plusSeconds(1)).options()).isEmpty();
    }

    @Test
    void shouldHaveEveryStartUseTheArchiveThatIsThere() throws Exception {
        Files.createFile(file);

        assertThat(at(NOON).options()).contains("-XX:SharedArchiveFile=" + file);
        assertThat(at(NOON).options()).contains("-XX:SharedArchiveFile=" + file);
    }

    private ClassArchive at(Instant now) {
        return new ClassArchive(file, Clock.fixed(now, ZoneOffset.UTC));
    }
}
