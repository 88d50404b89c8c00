package io.dyff.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What differs between kinds is data: no kind's name stands in code, routes or statements that all kinds share. */
class KindNamesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** Names that mean nothing else: not even a part of an identifier may be one. Source: contract/schema.md section 3. */
    private static final List<String> KINDS = List.of(
            "OCIArtifact",
            "AuditProcedure",
            "Dataset",
            "Evaluation",
            "InferenceService",
            "InferenceSession",
            "Measurement",
            "PipelineRun",
            "SafetyCase",
            "Submission",
            "UseCase");

    /** Words with a meaning of their own: as a text they may be no kind and no resource. Accounts are everyone's owners. */
    private static final List<String> WORDS = List.of(
            "Analysis",
            "Audit",
            "Challenge",
            "Concern",
            "Curve",
            "DataSource",
            "Documentation",
            "Family",
            "Hazard",
            "History",
            "Method",
            "Model",
            "Module",
            "Pipeline",
            "Quota",
            "Report",
            "Revision",
            "Score",
            "Team");

    /** Where a kind may be named, and why. */
    private static final Map<String, String> ALLOWED = Map.ofEntries(
            Map.entry("routes/.*/orchestrate/manifest/.*", "manifests"),
            Map.entry("routes/.*/api/challenge/.*", "the tasks and teams of a challenge"),
            Map.entry("routes/challenge.camel.yaml", "the same"),
            Map.entry("routes/.*/api/pipeline/.*", "what the nodes of a pipeline make"),
            Map.entry("routes/.*/orchestrate/OrchestrateSettings.java", "the address of the mock's image"),
            Map.entry("deploy/kube/.*/cel/.*", "what CEL does with an expression has the name of a kind"),
            Map.entry("operator/api/.*", "typed classes of custom resources"),
            Map.entry("operator/kubectl/.*/cluster/(Children|References).java", "what one resource has of another"),
            Map.entry("operator/controller/.*/(evaluation|session|analysis|model|dataset)/.*", "reconcilers"),
            Map.entry("operator/controller/.*/(OperatorMain|DyffOperator).java", "where reconcilers are registered"),
            Map.entry("operator/rows/.*/AdapterKind.java", "an adapter that the contract calls so"),
            Map.entry("operator/steps/.*", "the programs that run an evaluation"),
            Map.entry("deploy/local/.*/(cli|client|demo|instance)/.*", "the demo, and commands that show what it made"),
            Map.entry("deploy/local/.*/launch/.*", "the storage areas of one machine, and its first request"),
            Map.entry("deploy/images/.*/Program.java", "the images that steps are run from"),
            Map.entry("deploy/camel-k/kamelets/.*", "examples of what users may give"),
            Map.entry("bench/.*", "measures with a few kinds"),
            Map.entry("sql/query/select-quotas?.sql", "the table's partial index is of this kind"));

    private static final Pattern COMMENT = Pattern.compile(
            "/\\*.*?\\*/|(?<![:\"])//[^\\n]*|^\\s*(--|#)[^\\n]*|^(import|package) [^\\n]*",
            Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"|'([^'\\n]*)'");
    private static final Pattern NAME = Pattern.compile(KINDS.stream()
            .map(kind -> camel(kind) + "|" + resource(kind) + "|" + kind.toLowerCase(Locale.ROOT))
            .collect(
                    Collectors.joining("|", "(?:(?<![a-zA-Z])(?:", ")|(?:" + String.join("|", KINDS) + "))(?![a-z])")));

    @Test
    void shouldNameNoKindWhereAllKindsAreServed() throws IOException {
        List<String> named = new ArrayList<>();
        Set<String> used = new HashSet<>();
        for (Path file : sources()) {
            String path = ROOT.relativize(file).toString();
            Optional<String> name = kindIn(Files.readString(file));
            if (name.isPresent()) {
                List<String> rules =
                        ALLOWED.keySet().stream().filter(path::matches).toList();
                used.addAll(rules);
                if (rules.isEmpty()) {
                    named.add(path + ": " + name.get());
                }
            }
        }
        assertThat(named).isEmpty();
        assertThat(used).as("an allowance that nothing needs").isEqualTo(ALLOWED.keySet());
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
        kind.equals("Evaluation")           | Evaluation
        new EvaluationRules()               | Evaluation
        entity.path("inferenceService")     | inferenceService
        entity.at("/inferenceService/id")   | inferenceService
        String inferenceSession = "";       | inferenceSession
        route.put("safetycases", x)         | safetycases
        kind.equals("Model")                | Model
        resource.equals("families")         | families
        where kind = 'Quota' and rank < 6   | Quota
        """)
    void shouldFindAKind(String code, String name) {
        assertThat(kindIn(code)).contains(name);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
        // Evaluation
        /** Of a Dataset. */ class Row {}
        -- the quotas of an Evaluation
        import io.dyff.Evaluation;
        javax.sql.DataSource source;
        java.lang.reflect.Method method;
        new Report("the model")
        Model model = read("path")
        "how a team works"
        """)
    void shouldFindNoneInWordsThatSayNoneOfThem(String code) {
        assertThat(kindIn(code)).isEmpty();
    }

    private static Optional<String> kindIn(String source) {
        String code = COMMENT.matcher(source).replaceAll("");
        Matcher name = NAME.matcher(code);
        if (name.find()) {
            return Optional.of(name.group());
        }
        return TEXT.matcher(code)
                .results()
                .map(text -> text.group(1) == null ? text.group(2) : text.group(1))
                .filter(text -> WORDS.stream().anyMatch(word -> text.equals(word) || text.equals(resource(word))))
                .findFirst();
    }

    private static String camel(String kind) {
        return kind.substring(0, 1).toLowerCase(Locale.ROOT) + kind.substring(1);
    }

    private static String resource(String kind) {
        String lower = kind.toLowerCase(Locale.ROOT);
        return lower.endsWith("y") ? lower.substring(0, lower.length() - 1) + "ies" : lower + "s";
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String room : List.of("routes", "operator", "deploy", "bench", "kamelets", "sql/query")) {
            Files.walkFileTree(ROOT.resolve(room), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    // What is built is no source, and comes and goes with the tests of other modules.
                    return folder.endsWith("target") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (isShipped(file)) {
                        sources.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        assertThat(sources).hasSizeGreaterThan(300);
        return sources;
    }

    private static boolean isShipped(Path file) {
        String path = ROOT.relativize(file).toString();
        return (path.contains("/src/main/java/") && path.endsWith(".java"))
                || path.matches(".*\\.(camel|kamelet)\\.yaml|sql/.*");
    }
}
