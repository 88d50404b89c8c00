package io.dyff.operator.steps.model;

import io.dyff.operator.steps.StepFailure;
import io.dyff.operator.steps.http.EnvironmentProxy;
import io.dyff.operator.steps.manifest.ManifestException;
import io.dyff.operator.steps.manifest.ModelManifest;
import io.dyff.operator.steps.storage.ObjectStorage;
import io.dyff.operator.steps.storage.StorageException;
import io.dyff.operator.steps.storage.StorageLocation;
import io.dyff.operator.steps.storage.StorageSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Resolves a model's revision to a commit and copies the wanted files of that commit into the model's folder. */
public final class ModelFetch {

    private final Map<String, String> environment;
    private final Retries retries;
    private final PrintWriter out;

    ModelFetch(Map<String, String> environment, Retries retries, PrintWriter out) {
        this.environment = environment;
        this.retries = retries;
        this.out = out;
    }

    public void run(Path manifestFile) throws StepFailure {
        try {
            ModelManifest manifest = ModelManifest.read(manifestFile);
            StorageSettings settings = StorageSettings.fromEnvironment(environment, FetchExit.UNUSABLE_INPUT);
            HubSettings hub = HubSettings.fromEnvironment(environment);
            var client = new HubClient(hub, new EnvironmentProxy(environment));
            try (var storage = new ObjectStorage(settings)) {
                say("fetching from " + hub);
                fetch(
                        manifest,
                        new HubRepository(client, manifest.repoID()),
                        storage,
                        settings.folder("models", manifest.id()));
            }
        } catch (ManifestException | IllegalArgumentException e) {
            throw new StepFailure(FetchExit.UNUSABLE_INPUT, String.valueOf(e.getMessage()), e);
        } catch (StorageException e) {
            throw new StepFailure(FetchExit.STORAGE, String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StepFailure(FetchExit.UNEXPECTED, "The fetch was interrupted.", e);
        }
    }

    private void fetch(ModelManifest manifest, HubRepository repository, ObjectStorage storage, StorageLocation folder)
            throws StorageException, StepFailure, InterruptedException {
        Snapshot snapshot = retries.until(() -> repository.snapshot(manifest.revision()));
        List<RemoteFile> wanted = wanted(manifest, snapshot);
        var model = new ModelFolder(storage, folder, new CacheLayout(manifest.repoID(), snapshot.commit()), this::say);
        model.store(wanted, new FileTransfer(repository, retries, storage));
        model.refer(manifest.revision());
        model.removeOthers();
        say("stored " + wanted.size() + " files below " + folder);
    }

    private List<RemoteFile> wanted(ModelManifest manifest, Snapshot snapshot) throws StepFailure {
        List<RemoteFile> wanted =
                new FileChoice(manifest.allowPatterns(), manifest.ignorePatterns()).of(snapshot.files());
        String revision = manifest.repoID() + " at " + manifest.revision();
        int all = snapshot.files().size();
        say("%s is commit %s, %d of %d files are wanted".formatted(revision, snapshot.commit(), wanted.size(), all));
        if (wanted.isEmpty()) {
            throw new StepFailure(
                    FetchExit.NO_FILES,
                    "None of the %d files of %s matches allowPatterns and ignorePatterns.".formatted(all, revision));
        }
        return wanted;
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
