package io.dyff.operator.steps.client;

import io.dyff.operator.rows.adapter.AdapterException;
import io.dyff.operator.rows.adapter.AdapterPipeline;
import io.dyff.operator.rows.exchange.Pipelines;
import io.dyff.operator.rows.schema.DataException;
import io.dyff.operator.rows.schema.OutputSchema;
import io.dyff.operator.steps.StepFailure;
import io.dyff.operator.steps.data.MissingDatasetException;
import io.dyff.operator.steps.data.Workbench;
import io.dyff.operator.steps.http.EnvironmentProxy;
import io.dyff.operator.steps.manifest.EvaluationManifest;
import io.dyff.operator.steps.manifest.ManifestException;
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

    /** Far beyond what rows of some megabytes take, and about a second. */
    private static final long EFFORT = 200_000_000;

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
            var pipelines = pipelines(manifest);
            var proxy = new EnvironmentProxy(environment);
            StorageSettings settings = StorageSettings.fromEnvironment(environment, ClientExit.UNUSABLE_INPUT);
            try (var bench = new Workbench(settings)) {
                var evaluation = new EvaluationTry(manifest, pipelines, settings, bench, stop, out, err);
                if (mode == RunMode.DRY) {
                    new DryRun(pipelines, out, err).run(evaluation.items());
                } else {
                    evaluation.ask(new InferenceClient(manifest.target(), proxy), mode);
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

    private static Pipelines pipelines(EvaluationManifest manifest) throws AdapterException, DataException {
        var pipelines = new Pipelines(
                new AdapterPipeline("client.inputPipeline", manifest.client().inputPipeline()),
                new AdapterPipeline("interface.inputPipeline", manifest.inputPipeline()),
                new AdapterPipeline("interface.outputPipeline", manifest.outputPipeline()),
                OutputSchema.of(manifest.arrowSchema()),
                EFFORT);
        // Verification needs them, long after all has been asked: better said now.
        pipelines.schema().requirePlain("spec.outputDatasetPartitions", manifest.outputPartitions());
        return pipelines;
    }
}
