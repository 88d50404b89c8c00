package io.dyff.routes.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogReaderTest {
    private static final Instant FIRST = Instant.parse("2026-01-31T12:00:00Z");
    private static final Map<String, String> LABELS = Map.of("pod", "p");

    @Test
    void shouldTakeTheTimeOffEachLine() throws IOException {
        assertThat(
                        timed(
                                "2026-01-31T12:00:01.123456789Z one\n2026-01-31T13:00:02+01:00  two\r\n2026-01-31T12:00:03Z \n"))
                .containsExactly(
                        new LogLine(Instant.parse("2026-01-31T12:00:01.123456789Z"), "one", LABELS),
                        new LogLine(Instant.parse("2026-01-31T12:00:02Z"), " two", LABELS),
                        new LogLine(Instant.parse("2026-01-31T12:00:03Z"), "", LABELS));
    }

    @Test
    void shouldGiveALineWithoutATimeTheOneBefore() throws IOException {
        assertThat(timed("rest of a line\n2026-01-31T12:00:01Z one\nno time"))
                .containsExactly(
                        new LogLine(FIRST, "rest of a line", LABELS),
                        new LogLine(FIRST.plusSeconds(1), "one", LABELS),
                        new LogLine(FIRST.plusSeconds(1), "no time", LABELS));
    }

    @Test
    void shouldLeaveATimeThatAProgramPrintedWhereLinesSayNone() throws IOException {
        try (LogReader reader = LogReader.plain(stream("2026-01-31T12:00:01Z one\n".getBytes(UTF_8)), LABELS, FIRST)) {
            assertThat(reader.next()).isEqualTo(new LogLine(FIRST, "2026-01-31T12:00:01Z one", LABELS));
        }
    }

    @Test
    void shouldReplaceWhatIsNoText() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("2026-01-31T12:00:01Z a".getBytes(UTF_8));
        bytes.write(0xff);
        bytes.writeBytes("b\n".getBytes(UTF_8));
        assertThat(lines(bytes.toByteArray())).extracting(LogLine::message).containsExactly("a\ufffdb");
    }

    @Test
    void shouldCutALineThatIsTooLongAndSayByHowMuch() throws IOException {
        String time = "2026-01-31T12:00:01Z ";
        String text = time + "x".repeat(LogReader.MAX_LINE_BYTES) + "\n" + time + "next\n";
        List<LogLine> lines = timed(text);
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst().message())
                .isEqualTo(
                        "x".repeat(LogReader.MAX_LINE_BYTES - time.length()) + " [" + time.length() + " more bytes]");
        assertThat(lines.getLast().message()).isEqualTo("next");
    }

    @Test
    void shouldReadNothingWhenNothingWasPrinted() throws IOException {
        assertThat(timed("")).isEmpty();
    }

    private static List<LogLine> timed(String text) throws IOException {
        return lines(text.getBytes(UTF_8));
    }

    private static List<LogLine> lines(byte[] bytes) throws IOException {
        List<LogLine> lines = new ArrayList<>();
        try (LogReader reader = LogReader.timed(stream(bytes), LABELS, FIRST)) {
            for (LogLine line = reader.next(); line != null; line = reader.next()) {
                lines.add(line);
            }
        }
        return lines;
    }

    /** Gives a few bytes at a time, so that lines and their times are divided anywhere. */
    private static ByteArrayInputStream stream(byte[] bytes) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(7, length));
            }
        };
    }
}
