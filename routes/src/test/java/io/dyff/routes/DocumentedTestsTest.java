package io.dyff.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A document that names a test names one that is there. */
class DocumentedTestsTest {
    private static final Path FLAWS = Path.of("../docs/api-flaws.md");
    private static final Path PROMISES = Path.of("../docs/promises.md");
    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT|Contract))\\.(\\w+)`");
    private static final Pattern ROW = Pattern.compile("^\\| (A\\d+) \\|", Pattern.MULTILINE);

    @Test
    void shouldNameTestsThatExist() throws IOException {
        Map<String, String> sources = sources();
        List<String> missing = new ArrayList<>();
        for (Path document : List.of(FLAWS, PROMISES)) {
            Matcher named = NAMED.matcher(Files.readString(document));
            while (named.find()) {
                if (!sources.getOrDefault(named.group(1), "").contains("void " + named.group(2) + "(")) {
                    missing.add(named.group());
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void shouldHaveARowForEachFlawOfTheApi() throws IOException {
        assertThat(ROW.matcher(Files.readString(FLAWS)).results().map(row -> row.group(1)))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 38).mapToObj(n -> "A" + n).toList());
    }

    private static Map<String, String> sources() throws IOException {
        try (Stream<Path> own = Files.walk(Path.of("src/test/java"));
                Stream<Path> local = Files.walk(Path.of("../deploy/local/src/test/java"));
                Stream<Path> bench = Files.walk(Path.of("../bench/src/test/java"));
                Stream<Path> operator = Files.walk(Path.of("../operator/controller/src/test/java"))) {
            return Stream.of(own, local, bench, operator)
                    .flatMap(files -> files)
                    .filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            DocumentedTestsTest::text,
                            (one, other) -> one + other));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
