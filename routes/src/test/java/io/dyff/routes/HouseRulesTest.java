package io.dyff.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.dyff.routes.host.rules.Refusal;
import io.dyff.routes.host.rules.RouteRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The conventions of the data rooms, run instead of requested. */
class HouseRulesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final int MAX_ROUTE_FILE_LINES = 180;
    private static final Pattern SQL_NAME = Pattern.compile("(V\\d{4}__[a-z_]+|[a-z]+(-[a-z]+)+)\\.sql");
    private final ObjectMapper yaml = new ObjectMapper(new YAMLFactory());

    @Test
    void shouldKeepTheRouteRules() throws IOException {
        List<Refusal> violations = new ArrayList<>();
        List<Path> files = new ArrayList<>(routeFiles());
        files.addAll(list(ROOT.resolve("kamelets")));
        for (Path file : files) {
            violations.addAll(new RouteRules().check(fileName(file), Files.readString(file)));
        }
        assertThat(violations).isEmpty();
    }

    @Test
    void shouldKeepRouteFilesShort() throws IOException {
        for (Path file : routeFiles()) {
            assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(MAX_ROUTE_FILE_LINES);
        }
    }

    @Test
    void shouldHaveARouteForEachDirectEndpointThatIsCalled() throws IOException {
        Set<String> served = new HashSet<>();
        Set<String> called = new HashSet<>();
        for (Path file : routeFiles()) {
            for (JsonNode entry : yaml.readTree(Files.readString(file))) {
                served.add(entry.at("/route/from/uri").asText().replaceFirst("\\?.*", ""));
            }
            Matcher call = Pattern.compile("to: .*?(direct:[A-Za-z0-9_-]+)").matcher(Files.readString(file));
            while (call.find()) {
                called.add(call.group(1));
            }
        }
        called.removeAll(served);
        assertThat(called).isEmpty();
    }

    @Test
    void shouldNameEachStatementAfterWhatItDoesAndSayItInItsFirstLine() throws IOException {
        for (Path file : sqlFiles()) {
            assertThat(file.getFileName().toString()).matches(SQL_NAME);
            assertThat(Files.readAllLines(file).getFirst()).as(file.toString()).matches("-- .+");
        }
    }

    /** Where a route says the number, PostgreSQL is not asked to describe the statement at every execution. */
    @Test
    void shouldCountTheParametersOfEachStatementRightly() throws IOException {
        Matcher use = Pattern.compile("dyff/([a-z-]+\\.sql)\\?[^\"]*parametersCount=(\\d+)")
                .matcher(readAll(routeFiles()));
        int uses = 0;
        while (use.find()) {
            String statement = Files.readString(ROOT.resolve("sql/query").resolve(use.group(1)));
            assertThat(statement.split(":#", -1)).as(use.group(1)).hasSize(1 + Integer.parseInt(use.group(2)));
            uses++;
        }
        assertThat(uses).isPositive();
    }

    @Test
    void shouldUseEachStatementSomewhere() throws IOException {
        String users = readAll(routeFiles()) + readAll(list(ROOT.resolve("kamelets"))) + readAll(javaFiles());
        for (Path file : list(ROOT.resolve("sql/query"))) {
            assertThat(users).as(file + " is used").contains(file.getFileName().toString());
        }
    }

    @Test
    void shouldHaveOneFileOfAName() throws IOException {
        List<String> names = new ArrayList<>();
        for (String room : List.of(
                "rest-dsl",
                "rest-dsl/openapi",
                "rest-dsl/schemas",
                "rest-dsl/examples",
                "kamelets",
                "sql/migration",
                "sql/query")) {
            list(ROOT.resolve(room)).forEach(f -> names.add(f.getFileName().toString()));
        }
        routeFiles().stream()
                .filter(f -> !f.startsWith(ROOT.resolve("rest-dsl")))
                .forEach(f -> names.add(f.getFileName().toString()));
        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void shouldLeadTheReadmeToFilesThatExist() throws IOException {
        Matcher link =
                Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)").matcher(Files.readString(ROOT.resolve("README.md")));
        int links = 0;
        while (link.find()) {
            assertThat(ROOT.resolve(link.group(1))).exists();
            links++;
        }
        assertThat(links).isGreaterThan(11);
    }

    private static String fileName(Path file) {
        return file.getFileName().toString();
    }

    private static List<Path> routeFiles() throws IOException {
        List<Path> files = new ArrayList<>(list(ROOT.resolve("routes")));
        files.addAll(list(ROOT.resolve("rest-dsl")));
        files.removeIf(f -> !f.toString().endsWith(".camel.yaml"));
        assertThat(files).isNotEmpty();
        return files;
    }

    private static List<Path> sqlFiles() throws IOException {
        List<Path> files = new ArrayList<>(list(ROOT.resolve("sql/migration")));
        files.addAll(list(ROOT.resolve("sql/query")));
        return files;
    }

    private static List<Path> javaFiles() throws IOException {
        try (Stream<Path> all = Files.walk(ROOT.resolve("routes/src/main/java"))) {
            return all.filter(f -> f.toString().endsWith(".java")).toList();
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static String readAll(List<Path> files) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path file : files) {
            text.append(Files.readString(file));
        }
        return text.toString();
    }
}
