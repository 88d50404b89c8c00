package io.dyff.operator.steps.analysis;

import io.dyff.operator.steps.ExitCodes;
import io.dyff.operator.steps.StepFailure;
import io.dyff.operator.steps.evidence.EvidenceFile;
import io.dyff.operator.steps.manifest.AnalysisManifest;
import io.dyff.operator.steps.manifest.ManifestException;
import io.dyff.operator.steps.storage.ObjectStorage;
import io.dyff.operator.steps.storage.ObjectStorage.StoredFile;
import io.dyff.operator.steps.storage.StorageException;
import io.dyff.operator.steps.storage.StorageLocation;
import io.dyff.operator.steps.storage.StorageSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Stores what an analysis left. One that failed leaves its log alone: scores of half a run are worth nothing. What an
 * earlier try has stored is replaced.
 */
public final class AnalysisPublication {

    private static final ExitCodes EXIT = ExitCodes.of("publish-analysis");

    private final Map<String, String> environment;
    private final PrintWriter out;

    public AnalysisPublication(Map<String, String> environment, PrintWriter out) {
        this.environment = environment;
        this.out = out;
    }

    public void run(Path manifestFile, Path root) throws StepFailure {
        try {
            AnalysisManifest manifest = AnalysisManifest.read(manifestFile);
            StorageSettings settings = StorageSettings.fromEnvironment(environment, EXIT.code("UnusableInput"));
            StorageLocation target = settings.folder(manifest.output(), manifest.id());
            Layout layout = new Layout(root.toAbsolutePath());
            RunOutput output = new RunOutput(layout.folder(manifest.id()));
            try (var storage = new ObjectStorage(settings)) {
                publish(output, ExitCodeFile.read(layout.exitCode()), storage, target);
            }
        } catch (ManifestException e) {
            throw new StepFailure(EXIT.code("UnusableInput"), String.valueOf(e.getMessage()), e);
        } catch (StorageException e) {
            throw new StepFailure(EXIT.code("Storage"), String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new StepFailure(EXIT.code("Unexpected"), "The shared folder failed: " + e.getMessage(), e);
        }
    }

    private void publish(RunOutput output, int exitCode, ObjectStorage storage, StorageLocation target)
            throws IOException, StepFailure {
        SortedMap<String, Path> log = new TreeMap<>();
        output.log().ifPresent(file -> log.put(Layout.LOG, file));
        if (exitCode != 0) {
            replace(log, storage, target);
            throw new StepFailure(
                    EXIT.code("RunFailed"), "The analysis ended with exit code " + exitCode + ": " + output.lastLine());
        }
        SortedMap<String, Path> files;
        try {
            files = output.files();
            output.requireResults(files);
        } catch (StepFailure e) {
            replace(log, storage, target);
            throw e;
        }
        files.putAll(log);
        // In place of what the user's program may have called so.
        files.remove(EvidenceFile.NAME);
        files.put(EvidenceFile.NAME, EvidenceFile.ofFiles(files));
        replace(files, storage, target);
    }

    private void replace(SortedMap<String, Path> files, ObjectStorage storage, StorageLocation target)
            throws StorageException {
        for (Map.Entry<String, Path> file : files.entrySet()) {
            storage.upload(file.getValue(), target.resolve(file.getKey()));
        }
        for (StoredFile stored : storage.list(target)) {
            if (!files.containsKey(stored.path())) {
                storage.delete(target.resolve(stored.path()));
            }
        }
        out.println("published " + files.size() + " files to " + target);
        out.flush();
    }
}
