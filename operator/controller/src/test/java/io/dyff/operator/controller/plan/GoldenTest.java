package io.dyff.operator.controller.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.dyff.operator.api.Analysis;
import io.dyff.operator.api.Dataset;
import io.dyff.operator.api.DyffResource;
import io.dyff.operator.api.Evaluation;
import io.dyff.operator.api.InferenceSession;
import io.dyff.operator.api.Model;
import io.dyff.operator.api.Report;
import io.dyff.operator.controller.analysis.AnalysisReconciler;
import io.dyff.operator.controller.analysis.ReportReconciler;
import io.dyff.operator.controller.dataset.DatasetReconciler;
import io.dyff.operator.controller.evaluation.EvaluationReconciler;
import io.dyff.operator.controller.model.ModelReconciler;
import io.dyff.operator.controller.session.InferenceSessionReconciler;
import io.dyff.operator.controller.status.RowsTold;
import io.dyff.operator.controller.status.StatusFactory;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One folder per situation: {@code in-*.yaml} is what the caches show, {@code out-changes.yaml} what is written,
 * {@code in-log.txt} what the pod that tells of rows said last, {@code out-status.yaml} what is reported, {@code out-objects.yaml} (where present) the written objects in full.
 *
 * <p>{@code -Ddyff.golden.write=true} writes the out files anew; read the difference before committing it.
 */
class GoldenTest {

    private static final Path FOLDERS = Path.of("src/test/resources/golden");
    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
            .build());

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
    private static final StepSettings STEPS = new StepSettings(
            Map.of(
                    "evaluation-client", "dyff/workflows/evaluation-client",
                    "verify-evaluation-output", "dyff/workflows/verify-evaluation-output",
                    "fetch-analysis", "dyff/workflows/fetch-analysis",
                    "publish-analysis", "dyff/workflows/publish-analysis",
                    "run-report", "dyff/workflows/run-report",
                    "fetch-model", "dyff/workflows/fetch-model",
                    "check-dataset", "dyff/workflows/check-dataset"),
            "storage",
            new StepSettings.Hub("https://hub.example", "hub"));
    private static final EvaluationReconciler EVALUATIONS = new EvaluationReconciler(STEPS);
    private static final AnalysisReconciler ANALYSES = new AnalysisReconciler(STEPS);
    private static final ReportReconciler REPORTS = new ReportReconciler(STEPS);
    private static final ModelReconciler MODELS = new ModelReconciler(STEPS);
    private static final DatasetReconciler DATASETS = new DatasetReconciler(STEPS);
    private static final InferenceSessionReconciler SESSIONS = new InferenceSessionReconciler();

    static Stream<Path> situations() throws IOException {
        try (Stream<Path> kinds = Files.list(FOLDERS)) {
            List<Path> folders = new ArrayList<>();
            for (Path kind : kinds.sorted().toList()) {
                try (Stream<Path> cases = Files.list(kind)) {
                    cases.sorted().forEach(folders::add);
                }
            }
            return folders.stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("situations")
    void shouldPlanAndReportAsTheFolderSays(Path folder) throws IOException {
        Map<String, String> files = read(folder);
        Map<String, String> expected = new TreeMap<>(files);
        expected.keySet().removeIf(name -> name.startsWith("in-"));

        Map<String, String> actual = switch (folder.getParent().getFileName().toString()) {
            case "evaluation" -> run(EVALUATIONS, Evaluation.class, files);
            case "analysis" -> run(ANALYSES, Analysis.class, files);
            case "report" -> run(REPORTS, Report.class, files);
            case "model" -> run(MODELS, Model.class, files);
            case "dataset" -> run(DATASETS, Dataset.class, files);
            default -> run(SESSIONS, InferenceSession.class, files);
        };
        if (!files.containsKey("out-objects.yaml")) {
            actual.remove("out-objects.yaml");
        }
        if (Boolean.getBoolean("dyff.golden.write")) {
            for (Map.Entry<String, String> file : actual.entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
            expected.putAll(actual);
        }

        assertThat(actual).isEqualTo(expected);
    }

    private static <P extends DyffResource<?>> Map<String, String> run(
            Reconciler<P> reconciler, Class<P> kind, Map<String, String> files) throws IOException {
        List<HasMetadata> objects = new ArrayList<>();
        P primary = null;
        for (Map.Entry<String, String> file : files.entrySet()) {
            if (file.getKey().equals("in-primary.yaml")) {
                primary = Serialization.unmarshal(file.getValue(), kind);
            } else if (file.getKey().matches("in-.*\\.yaml")) {
                objects.add(Serialization.unmarshal(file.getValue()));
            }
        }
        Plan plan = reconciler.decide(primary, told(reconciler, primary, objects, files.get("in-log.txt")));
        Map<String, String> out = new TreeMap<>();
        out.put(
                "out-changes.yaml",
                YAML.writeValueAsString(
                        plan.changes().stream().map(GoldenTest::words).toList()));
        out.put(
                "out-objects.yaml",
                YAML.writeValueAsString(
                        plan.changes().stream().map(GoldenTest::tree).toList()));
        out.put(
                "out-status.yaml",
                plan.report() == null
                        ? "unchanged\n"
                        : YAML.writeValueAsString(Serialization.jsonMapper()
                                .convertValue(
                                        new StatusFactory(CLOCK)
                                                .next(
                                                        primary.getStatus(),
                                                        primary.getMetadata().getGeneration(),
                                                        plan.report()),
                                        JsonNode.class)));
        return out;
    }

    private static <P extends DyffResource<?>> Observed told(
            Reconciler<P> reconciler, P primary, List<HasMetadata> objects, String log) {
        Observed observed = new Observed(objects, CLOCK.instant());
        assertThat(log != null && reconciler.tellsOfRows(primary, observed).isEmpty())
                .as("there is a log, and no pod whose log is read")
                .isFalse();
        return Optional.ofNullable(log)
                .flatMap(text -> RowsTold.last(text, CLOCK.instant()))
                .map(observed::told)
                .orElse(observed);
    }

    private static String words(Change change) {
        String verb = switch (change) {
            case Change.Create create -> "create";
            case Change.Correct correct -> "correct";
            case Change.Suspend suspend -> suspend.suspend() ? "suspend" : "resume";
            case Change.Delete delete -> "delete";
        };
        return "%s %s %s"
                .formatted(
                        verb,
                        change.object().getKind(),
                        change.object().getMetadata().getName());
    }

    private static JsonNode tree(Change change) {
        return Serialization.jsonMapper().convertValue(change.object(), JsonNode.class);
    }

    private static Map<String, String> read(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path : paths.toList()) {
                files.put(path.getFileName().toString(), Files.readString(path));
            }
        }
        assertThat(files.keySet())
                .as(folder + " holds files that nothing reads")
                .allMatch(name -> name.matches("in-[a-z-]+\\.yaml|in-log\\.txt")
                        || Arrays.asList("out-changes.yaml", "out-objects.yaml", "out-status.yaml")
                                .contains(name));
        return files;
    }
}
