package io.dyff.local.client;

import io.dyff.local.instance.DataFolder;
import io.dyff.local.launch.PlatformEnvironment;
import io.dyff.local.launch.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Gives a new instance a dataset, a model and a service, so that its user can begin with an evaluation. */
public final class ExampleEntities {
    private static final Duration BOUND = Duration.ofSeconds(120);
    private final DataFolder folder;
    private final Project project;

    public ExampleEntities(DataFolder folder, Project project) {
        this.folder = folder;
        this.project = project;
    }

    /** Makes them, unless this instance has them. */
    public void ensure() throws InterruptedException, IOException {
        if (folder.settings().examples() != null) {
            return;
        }
        Path file = Files.createTempDirectory(folder.file("run"), "examples").resolve("part-0.parquet");
        try (ParquetFiles parquet = new ParquetFiles();
                ApiClient api = new ApiClient(
                        new PlatformEnvironment(folder).endpoint(),
                        folder.settings().token())) {
            parquet.write(project.file("deploy/local/data/questions.csv"), Long.MAX_VALUE, file);
            folder.keepExamples(new Materials(project, api, new Deadline(BOUND)).prepare(file));
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(file.getParent());
        }
    }
}
