package io.dyff.operator.steps.client;

import io.dyff.operator.steps.StepFailure;
import io.dyff.operator.steps.adapter.AdapterException;
import io.dyff.operator.steps.data.BatchFile;
import io.dyff.operator.steps.data.DataException;
import io.dyff.operator.steps.data.Dataset;
import io.dyff.operator.steps.data.DuckDb;
import io.dyff.operator.steps.data.ParquetTree;
import io.dyff.operator.steps.data.ScratchFolder;
import io.dyff.operator.steps.data.WorkItems;
import io.dyff.operator.steps.manifest.EvaluationManifest;
import io.dyff.operator.steps.manifest.ManifestException;
import io.dyff.operator.steps.manifest.MissingOutputPolicy;
import io.dyff.operator.steps.storage.ObjectStorage;
import io.dyff.operator.steps.storage.StorageException;
import io.dyff.operator.steps.storage.StorageLocation;
import io.dyff.operator.steps.storage.StorageSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;

/**
 * Asks the inference service about every dataset row in every replication, and stores the answers. Idempotent: what an
 * earlier try stored is not asked again.
 */
public final class EvaluationClient {

    /** Scratch folder, storage and database of one run. */
    private record Tools(ScratchFolder scratch, ObjectStorage storage, DuckDb db, StorageSettings settings) {}

    private final Map<String, String> environment;
    private final PrintWriter out;
    private final PrintWriter err;
    private final Stop stop = new Stop();

    /** @param environment names the storage and the proxy */
    public EvaluationClient(Map<String, String> environment, PrintWriter out, PrintWriter err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /** Ends a run from outside; what was answered so far is stored. */
    Stop stop() {
        return stop;
    }

    public void run(Path manifestFile, RunMode mode) throws StepFailure {
        try {
            EvaluationManifest manifest = EvaluationManifest.read(manifestFile);
            var pipelines = new Pipelines(manifest);
            var proxy = new EnvironmentProxy(environment);
            StorageSettings settings = StorageSettings.fromEnvironment(environment, ExitCodes.UNUSABLE_INPUT);
            try (var scratch = new ScratchFolder();
                    var storage = new ObjectStorage(settings);
                    DuckDb db = DuckDb.open(scratch.path())) {
                var tools = new Tools(scratch, storage, db, settings);
                WorkItems items = openItems(manifest, tools);
                announce(manifest, items);
                if (mode == RunMode.DRY) {
                    new DryRun(pipelines, out, err).run(items);
                } else {
                    ask(manifest, pipelines, new InferenceClient(manifest.target(), proxy), items, tools, mode);
                }
            }
        } catch (ManifestException | AdapterException | DataException | IllegalArgumentException e) {
            throw new StepFailure(ExitCodes.UNUSABLE_INPUT, String.valueOf(e.getMessage()), e);
        } catch (StorageException e) {
            throw new StepFailure(ExitCodes.STORAGE, String.valueOf(e.getMessage()), e);
        } catch (IOException | SQLException e) {
            throw new StepFailure(ExitCodes.UNEXPECTED, "The scratch folder or database failed: " + e.getMessage(), e);
        }
    }

    private static WorkItems openItems(EvaluationManifest manifest, Tools tools)
            throws IOException, SQLException, DataException {
        ParquetTree rows = ParquetTree.download(
                tools.storage(),
                tools.settings().dataset(manifest.dataset()),
                tools.scratch().create("dataset"),
                name -> true);
        ParquetTree stored = ParquetTree.download(
                tools.storage(),
                tools.settings().rawOutput(manifest.id()),
                tools.scratch().create("stored"),
                name -> name.endsWith(".parquet"));
        Dataset dataset = Dataset.open(tools.db(), rows);
        return WorkItems.open(tools.db(), dataset, stored, manifest.replicationIds());
    }

    private void announce(EvaluationManifest manifest, WorkItems items) {
        out.println("evaluation " + manifest.id() + ": " + items.total() + " work items, " + items.alreadyStored()
                + " already stored, " + manifest.workers() + " workers, " + manifest.target());
        out.flush();
    }

    private void ask(
            EvaluationManifest manifest,
            Pipelines pipelines,
            InferenceClient client,
            WorkItems items,
            Tools tools,
            RunMode mode)
            throws StepFailure, IOException, SQLException {
        StorageLocation raw = tools.settings().rawOutput(manifest.id());
        var progress = new Progress(out, err, items.total(), items.alreadyStored());
        if (mode == RunMode.CRASHING) {
            progress.crashSomewhereIn(items.remaining());
        }
        try (DuckDb writing = tools.db().duplicate()) {
            var destination = new OutputWriter.Destination(
                    tools.storage(), raw, tools.scratch().create("output"));
            var output = new OutputWriter(
                    new BatchFile(writing, pipelines.schema()),
                    destination,
                    manifest.client().batchSize(),
                    progress,
                    stop);
            var deadline = new Deadline(manifest.client().totalTimeout());
            var service = new ServiceStart();
            new EvaluationRun(manifest.workers(), output, progress, stop)
                    .run(
                            items,
                            queue -> new Worker(new Worker.Shared(
                                    queue,
                                    client,
                                    pipelines,
                                    output,
                                    manifest.client(),
                                    deadline,
                                    service,
                                    progress,
                                    stop)));
        }
        requireComplete(manifest, progress);
    }

    private void requireComplete(EvaluationManifest manifest, Progress progress) throws StepFailure {
        if (progress.missing() == 0) {
            return;
        }
        String sentence =
                progress.missing() + " work items have no output; last problem: " + progress.lastProblem() + ".";
        if (manifest.client().missingOutputPolicy() == MissingOutputPolicy.Error) {
            throw new StepFailure(ExitCodes.INCOMPLETE, sentence);
        }
        out.println(sentence + " client.missingOutputPolicy is Ignore.");
        out.flush();
    }
}
