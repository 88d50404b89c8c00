package io.dyff.node.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.node.LogOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerLogTest {

    @TempDir
    Path folder;

    private Path file;
    private ContainerLog log;

    @BeforeEach
    void prepare() {
        file = folder.resolve("log");
        log = new ContainerLog(file);
    }

    @ParameterizedTest
    @CsvSource({"0, ''", "1, 'c\n'", "2, 'b\nc\n'", "3, 'a\nb\nc\n'", "9, 'a\nb\nc\n'"})
    void shouldReadLastLines(int lines, String expected) throws IOException {
        print("a\nb\nc\n");

        assertThat(read(new LogOptions(false, false, lines, null, null, false))).isEqualTo(expected);
    }

    @Test
    void shouldReadLastLinesAcrossBlocksAndWithoutLastNewline() throws IOException {
        String text = IntStream.range(0, 5000).mapToObj(Integer::toString).collect(Collectors.joining("\n"));
        print(text);

        String read = read(new LogOptions(false, false, 4000, null, null, false));

        assertThat(read.lines()).hasSize(4000).startsWith("1000").endsWith("4999");
    }

    @Test
    void shouldKeepFileBelowCapAndReadBothParts() throws IOException {
        print("1\n2\n3\n");
        log.keep(4);
        print("4\n5\n");

        assertThat(Files.size(file)).isEqualTo(4);
        assertThat(read(LogOptions.all())).isEqualTo("1\n2\n3\n4\n5\n");
        assertThat(read(new LogOptions(false, false, 3, null, null, false))).isEqualTo("3\n4\n5\n");
        assertThat(read(new LogOptions(false, false, 2, null, null, false))).isEqualTo("4\n5\n");
        assertThat(log.lastLines(1, 100)).isEqualTo("5");
        assertThat(read(new LogOptions(false, false, null, null, 3L, false))).isEqualTo("1\n2");
    }

    @Test
    void shouldReadWhatWasPrintedSinceAMoment() throws Exception {
        print("old\n");
        log.keep(1000);
        Instant between = Instant.now().plusMillis(2);
        Files.writeString(
                folder.resolve("log.times"), between.plusMillis(5).toEpochMilli() + " 8\n", StandardOpenOption.APPEND);
        print("new\n");

        assertThat(read(new LogOptions(false, false, null, between, null, false)))
                .isEqualTo("new\n");
        assertThat(read(new LogOptions(false, false, null, Instant.EPOCH, null, false)))
                .isEqualTo("old\nnew\n");
    }

    @Test
    void shouldBeginEachLineWithItsTimeAcrossBothParts() throws IOException {
        print("a\nb\nhal");
        Files.writeString(folder.resolve("log.times"), "1000 2\n2000 7\n");
        log.keep(4);
        print("f\nlast");
        Files.setLastModifiedTime(file, FileTime.fromMillis(9000));

        assertThat(read(new LogOptions(false, false, null, null, null, true)))
                .startsWith("1970-01-01T00:00:01Z a\n1970-01-01T00:00:02Z b\n1970-01-01T00:00:02Z half\n")
                .endsWith("\n1970-01-01T00:00:09Z last");
        assertThat(read(new LogOptions(false, false, 1, null, null, true))).isEqualTo("1970-01-01T00:00:09Z last");
    }

    @Test
    void shouldReadTheLastWordsWhenTheFileIsDeletedWhileItIsFollowed() throws IOException {
        print("first\n");
        AtomicInteger looks = new AtomicInteger();
        try (InputStream in = log.open(LogOptions.following(), () -> looks.getAndIncrement() < 1)) {
            assertThat(new String(in.readNBytes(6), StandardCharsets.UTF_8)).isEqualTo("first\n");
            print("last\n");
            Files.delete(file);
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("last\n");
        }
    }

    @Test
    void shouldReadNothingWhenNothingWasPrinted() throws IOException {
        assertThat(read(LogOptions.all())).isEmpty();
        assertThat(read(LogOptions.following())).isEmpty();
    }

    private void print(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private String read(LogOptions options) throws IOException {
        try (InputStream in = log.open(options, () -> false)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
