package io.dyff.operator.steps.client;

import io.dyff.operator.steps.StepFailure;
import io.dyff.operator.steps.adapter.AdapterException;
import io.dyff.operator.steps.data.DataException;
import io.dyff.operator.steps.data.Dataset;
import io.dyff.operator.steps.data.MissingDatasetException;
import io.dyff.operator.steps.data.ParquetTree;
import io.dyff.operator.steps.data.WorkItems;
import io.dyff.operator.steps.data.Workbench;
import io.dyff.operator.steps.http.EnvironmentProxy;
import io.dyff.operator.steps.manifest.ClientOptions;
import io.dyff.operator.steps.manifest.EvaluationManifest;
import io.dyff.operator.steps.manifest.ManifestException;
import io.dyff.operator.steps.manifest.MissingOutputPolicy;
import io.dyff.operator.steps.storage.StorageException;
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
            StorageSettings settings = StorageSettings.fromEnvironment(environment, ClientExit.UNUSABLE_INPUT);
            try (var bench = new Workbench(settings)) {
                WorkItems items = openItems(manifest, settings, bench);
                announce(manifest, items);
                if (mode == RunMode.DRY) {
                    new DryRun(pipelines, out, err).run(items);
                } else {
                    var client = new InferenceClient(manifest.target(), proxy);
                    if (items.remaining() > 0) {
                        new ServiceStart(client, ServiceStart.allowance(manifest.client()), stop).await();
                    }
                    ask(manifest, pipelines, client, items, writing(manifest, settings, bench), mode);
                }
            }
        } catch (MissingDatasetException e) {
            throw new StepFailure(ClientExit.DATASET_MISSING, String.valueOf(e.getMessage()), e);
        } catch (ManifestException | AdapterException | DataException | IllegalArgumentException e) {
            throw new StepFailure(ClientExit.UNUSABLE_INPUT, String.valueOf(e.getMessage()), e);
        } catch (StorageException e) {
            throw new StepFailure(ClientExit.STORAGE, String.valueOf(e.getMessage()), e);
        } catch (IOException | SQLException e) {
            throw new StepFailure(ClientExit.UNEXPECTED, "The scratch folder or database failed: " + e.getMessage(), e);
        }
    }

    private static WorkItems openItems(EvaluationManifest manifest, StorageSettings settings, Workbench bench)
            throws IOException, SQLException, DataException {
        ParquetTree rows = bench.dataset(settings.dataset(manifest.dataset()));
        ParquetTree stored = bench.output(settings.rawOutput(manifest.id()));
        return WorkItems.open(bench.db(), Dataset.open(bench.db(), rows), stored, manifest.replicationIds());
    }

    private static OutputWriter.Destination writing(
            EvaluationManifest manifest, StorageSettings settings, Workbench bench) throws IOException, SQLException {
        return new OutputWriter.Destination(
                bench.db().duplicate(), bench.storage(), settings.rawOutput(manifest.id()), bench.folder("batches"));
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
            OutputWriter.Destination destination,
            RunMode mode)
            throws StepFailure {
        ClientOptions options = manifest.client();
        var progress = new Progress(out, err, items.total(), items.alreadyStored());
        if (mode == RunMode.CRASHING) {
            progress.crashSomewhereIn(items.remaining());
        }
        var output = new OutputWriter(pipelines.schema(), destination, options.batchSize(), progress, stop);
        // Limits the requests; the wait before them has a limit of its own.
        var deadline = new Deadline(options.totalTimeout());
        new EvaluationRun(manifest.workers(), output, progress, stop)
                .run(
                        items,
                        queue -> new Worker(new Worker.Shared(
                                queue, client, pipelines, output, options, deadline, progress, stop)));
        requireComplete(options, progress);
    }

    private void requireComplete(ClientOptions options, Progress progress) throws StepFailure {
        if (progress.missing() == 0) {
            return;
        }
        String sentence =
                progress.missing() + " work items have no output; last problem: " + progress.lastProblem() + ".";
        if (options.missingOutputPolicy() == MissingOutputPolicy.Error) {
            throw new StepFailure(ClientExit.INCOMPLETE, sentence);
        }
        out.println(sentence + " client.missingOutputPolicy is Ignore.");
        out.flush();
    }
}
