package io.dyff.operator.steps.analysis;

import io.dyff.operator.steps.ExitCodes;
import io.dyff.operator.steps.StepFailure;
import io.dyff.operator.steps.manifest.AnalysisManifest;
import io.dyff.operator.steps.manifest.ManifestException;
import io.dyff.operator.steps.storage.ObjectStorage;
import io.dyff.operator.steps.storage.StorageException;
import io.dyff.operator.steps.storage.StorageLocation;
import io.dyff.operator.steps.storage.StorageSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Lays out everything that an analysis reads, its configuration, and the program that runs it. */
public final class AnalysisFetch {

    private static final ExitCodes EXIT = ExitCodes.of("fetch-analysis");

    private final Map<String, String> environment;
    private final PrintWriter out;

    public AnalysisFetch(Map<String, String> environment, PrintWriter out) {
        this.environment = environment;
        this.out = out;
    }

    public void run(Path manifestFile, Path root) throws StepFailure {
        try {
            AnalysisManifest manifest = AnalysisManifest.read(manifestFile);
            StorageSettings settings = StorageSettings.fromEnvironment(environment, EXIT.code("UnusableInput"));
            Layout layout = new Layout(root.toAbsolutePath());
            try (var storage = new ObjectStorage(settings)) {
                fetch(sources(manifest, settings), storage, layout);
            }
            layOut(manifest, layout);
        } catch (ManifestException e) {
            throw new StepFailure(EXIT.code("UnusableInput"), String.valueOf(e.getMessage()), e);
        } catch (StorageException e) {
            throw new StepFailure(EXIT.code("Storage"), String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new StepFailure(EXIT.code("Unexpected"), "The shared folder failed: " + e.getMessage(), e);
        }
    }

    /** What to fetch, by id; an entity that is read under two keywords is fetched once. */
    private static Map<String, StorageLocation> sources(AnalysisManifest manifest, StorageSettings settings) {
        Map<String, StorageLocation> sources = new LinkedHashMap<>();
        manifest.modules().forEach(module -> sources.put(module, settings.folder("modules", module)));
        manifest.inputs()
                .forEach(input ->
                        sources.put(input.entity(), settings.folder(input.area(), input.entity() + input.below())));
        return sources;
    }

    private void fetch(Map<String, StorageLocation> sources, ObjectStorage storage, Layout layout)
            throws IOException, StepFailure {
        for (Map.Entry<String, StorageLocation> source : sources.entrySet()) {
            int files = new StoredTree(storage, source.getValue()).fetch(layout.folder(source.getKey()));
            out.println("fetched " + files + " files from " + source.getValue());
            out.flush();
        }
    }

    private static void layOut(AnalysisManifest manifest, Layout layout) throws IOException {
        Files.writeString(layout.configuration(), manifest.configuration());
        try (InputStream program = AnalysisFetch.class.getResourceAsStream("run_analysis.py")) {
            Files.copy(Objects.requireNonNull(program), layout.program(), StandardCopyOption.REPLACE_EXISTING);
        }
        Path output = Files.createDirectories(layout.folder(manifest.id()));
        // The user's container runs as another user, and nobody else sees this folder.
        Files.setPosixFilePermissions(output, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.setPosixFilePermissions(layout.root(), PosixFilePermissions.fromString("rwxrwxrwx"));
    }
}
