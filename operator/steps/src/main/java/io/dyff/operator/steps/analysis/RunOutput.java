package io.dyff.operator.steps.analysis;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dyff.operator.rows.ReadableText;
import io.dyff.operator.steps.ExitCodes;
import io.dyff.operator.steps.StepFailure;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The folder that a user's program wrote. Only plain files in plain folders are taken: a link may lead to what is ours.
 */
final class RunOutput {

    static final int MOST_FILES = 10_000;
    static final long MOST_BYTES = 8L << 30;
    static final long LONGEST_LOG = 16L << 20;

    /** Files of results, and the list that each must hold (contract/data.md section 3). */
    private static final Map<String, String> RESULTS =
            Map.of(".dyff/scores.json", "scores", ".dyff/curves.json", "curves");

    private static final long LARGEST_RESULT = 4L << 20;
    private static final ExitCodes EXIT = ExitCodes.of("publish-analysis");
    private static final int LAST_WORDS = 8_192;

    private final Path folder;

    RunOutput(Path folder) {
        this.folder = folder;
    }

    /**
     * All files, by their path.
     *
     * @throws StepFailure when they are too many, or too large together
     */
    SortedMap<String, Path> files() throws IOException, StepFailure {
        SortedMap<String, Path> files = plainFiles();
        long bytes = 0;
        for (Path file : files.values()) {
            bytes += Files.size(file);
        }
        if (files.size() > MOST_FILES || bytes > MOST_BYTES) {
            throw new StepFailure(
                    EXIT.code("TooLarge"),
                    "The output has " + files.size() + " files and " + bytes + " bytes; at most " + MOST_FILES
                            + " files and " + MOST_BYTES + " bytes are stored.");
        }
        return files;
    }

    /** The log, of a very long one its end; empty when there is none. */
    Optional<Path> log() throws IOException {
        Path log = plainFiles().get(Layout.LOG);
        if (log == null || Files.size(log) <= LONGEST_LOG) {
            return Optional.ofNullable(log);
        }
        Path end = Files.createTempFile("log", ".txt");
        Files.write(end, tail(log, (int) LONGEST_LOG));
        return Optional.of(end);
    }

    /** The last words of the log: of a Python program that failed, its exception. */
    String lastLine() throws IOException {
        Path log = plainFiles().get(Layout.LOG);
        if (log == null) {
            return "it left no log";
        }
        List<String> lines = new String(tail(log, LAST_WORDS), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        return lines.isEmpty() ? "its log is empty" : ReadableText.of(lines.getLast());
    }

    /** @throws StepFailure when scores or curves are not in the form in which they are read */
    void requireResults(Map<String, Path> files) throws IOException, StepFailure {
        for (Map.Entry<String, String> result : RESULTS.entrySet()) {
            Path file = files.get(result.getKey());
            if (file != null && !(Files.size(file) <= LARGEST_RESULT && holds(file, result.getValue()))) {
                throw new StepFailure(
                        EXIT.code("BadResults"),
                        result.getKey() + " must be JSON of at most " + LARGEST_RESULT
                                + " bytes, an object with the list " + result.getValue() + ".");
            }
        }
    }

    private static boolean holds(Path file, String list) throws IOException {
        try {
            JsonNode results = JsonMapper.builder()
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build()
                    .readTree(file.toFile());
            return results.path(list).isArray();
        } catch (JacksonException e) {
            return false;
        }
    }

    private SortedMap<String, Path> plainFiles() throws IOException {
        SortedMap<String, Path> files = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(folder)) {
            tree.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .forEach(file -> files.put(folder.relativize(file).toString(), file));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return files;
    }

    private static byte[] tail(Path file, int bytes) throws IOException {
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(0, in.length() - bytes);
            in.seek(from);
            byte[] end = new byte[(int) (in.length() - from)];
            in.readFully(end);
            return end;
        }
    }
}
