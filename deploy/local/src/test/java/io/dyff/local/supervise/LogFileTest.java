package io.dyff.local.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
    @TempDir
    Path scratch;

    @Test
    void shouldMoveAsideWhatIsAboveTheCapWhileItIsWritten() throws Exception {
        Path path = scratch.resolve("worker.log");
        try (OutputStream writer = Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            writer.write("many old lines\n".getBytes(StandardCharsets.UTF_8));

            new LogFile(path, 10).trim();
            writer.write("new\n".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(path).hasContent("new\n");
        assertThat(scratch.resolve("worker.log.1")).hasContent("many old lines\n");
    }

    @Test
    void shouldGiveTheLastLines() throws Exception {
        Path path = Files.writeString(scratch.resolve("worker.log"), "one\ntwo\nthree\n");

        assertThat(new LogFile(path, 100).tail(2)).containsExactly("two", "three");
        assertThat(new LogFile(scratch.resolve("none.log"), 100).tail(2)).isEmpty();
    }
}
