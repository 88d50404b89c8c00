package io.dyff.bench.faults;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.local.client.ApiClient;
import io.dyff.local.client.Deadline;
import io.dyff.local.client.Materials;
import io.dyff.local.client.ParquetFiles;
import io.dyff.local.instance.DataFolder;
import io.dyff.local.launch.Platform;
import io.dyff.local.launch.PlatformEnvironment;
import io.dyff.local.launch.Project;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Runs cases one after the other on one instance whose services run separately. */
public final class FaultSet {
    private static final Duration BOUND = Duration.ofSeconds(120);
    private static final long ROWS = 40;

    private final Project project;
    private final Platform platform;
    private final int evaluations;
    private final Consumer<CaseResult> each;

    /** The report: its JSON form is {@code {"cases": […]}}. */
    public record Report(List<CaseResult> cases) {
        @JsonIgnore
        public boolean isClean() {
            return cases.stream().allMatch(CaseResult::isClean);
        }
    }

    /**
     * @param evaluations of each case, all asked for at once
     * @param each is told of each result as it comes
     */
    public FaultSet(Project project, Platform platform, int evaluations, Consumer<CaseResult> each) {
        this.evaluations = evaluations;
        this.project = project;
        this.platform = platform;
        this.each = each;
    }

    /**
     * Runs those cases whose name begins with one of these; all without any.
     *
     * @param seed the pause of case number n is drawn from {@code seed + n}
     * @param seeds how often each runs, with other pauses
     */
    Report run(List<FaultCase> cases, long seed, int seeds, List<String> prefixes) throws InterruptedException {
        DataFolder folder = platform.folder();
        List<CaseResult> results = new ArrayList<>();
        try (ApiClient api = new ApiClient(
                        new PlatformEnvironment(folder).endpoint(),
                        folder.settings().token());
                Scene scene = new Scene(folder)) {
            ObjectNode request = request(api, folder);
            for (int number = 0; number < cases.size() * seeds; number++) {
                FaultCase fault = cases.get(number % cases.size());
                if (isWanted(fault.name(), prefixes)) {
                    CaseResult result =
                            new CaseRun(platform, scene, api, request, evaluations).run(fault, seed + number);
                    each.accept(result);
                    results.add(result);
                }
            }
        }
        return new Report(results);
    }

    private static boolean isWanted(String name, List<String> prefixes) {
        return prefixes.isEmpty() || prefixes.stream().anyMatch(name::startsWith);
    }

    private ObjectNode request(ApiClient api, DataFolder folder) throws InterruptedException {
        Path file = folder.file("run").resolve("part-0.parquet");
        try (ParquetFiles parquet = new ParquetFiles()) {
            parquet.write(project.file("deploy/local/data/questions.csv"), ROWS, file);
        }
        Materials materials = new Materials(project, api, new Deadline(BOUND));
        return materials.evaluation(materials.prepare(file));
    }
}
