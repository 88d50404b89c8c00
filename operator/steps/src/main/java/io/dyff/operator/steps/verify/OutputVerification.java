package io.dyff.operator.steps.verify;

import io.dyff.operator.rows.schema.DataException;
import io.dyff.operator.rows.schema.OutputSchema;
import io.dyff.operator.steps.StepFailure;
import io.dyff.operator.steps.data.Dataset;
import io.dyff.operator.steps.data.OutcomeReport;
import io.dyff.operator.steps.data.OutputTable;
import io.dyff.operator.steps.data.ParquetTree;
import io.dyff.operator.steps.data.Workbench;
import io.dyff.operator.steps.evidence.EvidenceFile;
import io.dyff.operator.steps.manifest.DuplicateOutputPolicy;
import io.dyff.operator.steps.manifest.EvaluationManifest;
import io.dyff.operator.steps.manifest.ManifestException;
import io.dyff.operator.steps.manifest.MissingOutputPolicy;
import io.dyff.operator.steps.outcome.OutcomeSummary;
import io.dyff.operator.steps.storage.StorageException;
import io.dyff.operator.steps.storage.StorageSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Compares the raw output with what the dataset and the replications demand, and publishes it if it is whole.
 *
 * <p>Nobody is told to read the verified area before this step has ended well, so no reader sees it half done. Output
 * that fails is not published.
 */
public final class OutputVerification {

    private final Map<String, String> environment;
    private final PrintWriter out;

    public OutputVerification(Map<String, String> environment, PrintWriter out) {
        this.environment = environment;
        this.out = out;
    }

    public void run(Path manifestFile) throws StepFailure {
        try {
            EvaluationManifest manifest = EvaluationManifest.read(manifestFile);
            OutputSchema schema = OutputSchema.of(manifest.arrowSchema());
            schema.requirePlain("spec.outputDatasetPartitions", manifest.outputPartitions());
            StorageSettings settings = StorageSettings.fromEnvironment(environment, VerifyExit.UNUSABLE_INPUT);
            try (var bench = new Workbench(settings)) {
                ParquetTree dataset = bench.dataset(settings.dataset(manifest.dataset()));
                OutputTable table = open(manifest, schema, dataset, settings, bench);
                OutputTable.Counts counts = table.check(manifest.replicationIds());
                ParquetTree noted = bench.ofTries(settings.notedOutcomes(manifest.id()), "noted");
                Path folder = bench.folder("verified");
                OutcomeReport outcomes =
                        OutcomeReport.write(table.outcomes(noted.files(), manifest.replicationIds()), folder);
                require(manifest, counts, outcomes.summary());
                List<Path> rows = export(manifest, table, folder);
                List<Path> files = new ArrayList<>(rows);
                files.addAll(outcomes.files());
                files.add(evidence(manifest, schema, dataset, outcomes, folder, files, bench));
                publish(manifest, folder, files, settings, bench);
                out.println("published " + rows.size() + " files to " + settings.verifiedOutput(manifest.id()));
                out.flush();
            }
        } catch (ManifestException | DataException e) {
            throw new StepFailure(VerifyExit.UNUSABLE_INPUT, String.valueOf(e.getMessage()), e);
        } catch (StorageException e) {
            throw new StepFailure(VerifyExit.UNEXPECTED, String.valueOf(e.getMessage()), e);
        } catch (IOException | SQLException e) {
            throw new StepFailure(VerifyExit.UNEXPECTED, "The scratch folder or database failed: " + e.getMessage(), e);
        }
    }

    private static OutputTable open(
            EvaluationManifest manifest,
            OutputSchema schema,
            ParquetTree dataset,
            StorageSettings settings,
            Workbench bench)
            throws IOException, SQLException, DataException, StepFailure {
        Dataset.open(bench.db(), dataset);
        try {
            ParquetTree raw = bench.output(settings.rawOutput(manifest.id()));
            return OutputTable.open(bench.db(), raw, schema);
        } catch (DataException e) {
            throw new StepFailure(VerifyExit.OUTPUT_ERROR, String.valueOf(e.getMessage()), e);
        }
    }

    private static List<Path> export(EvaluationManifest manifest, OutputTable table, Path folder)
            throws IOException, SQLException {
        boolean unique = manifest.client().duplicateOutputPolicy() != DuplicateOutputPolicy.Ignore;
        return table.export(folder, unique, manifest.outputPartitions());
    }

    private static Path evidence(
            EvaluationManifest manifest,
            OutputSchema schema,
            ParquetTree dataset,
            OutcomeReport outcomes,
            Path folder,
            List<Path> files,
            Workbench bench)
            throws IOException, SQLException {
        return new EvidenceFile(bench.db(), folder)
                .write(
                        files,
                        schema.types(manifest.outputPartitions()),
                        manifest.dataset(),
                        dataset,
                        outcomes.summary(),
                        bench.folder("rows"));
    }

    private static void publish(
            EvaluationManifest manifest, Path folder, List<Path> files, StorageSettings settings, Workbench bench)
            throws StorageException {
        new PublishedOutput(
                        bench.storage(),
                        settings.verifiedOutput(manifest.id()),
                        settings.unpublishedOutput(manifest.id()))
                .replaceBy(folder, files);
    }

    private void require(EvaluationManifest manifest, OutputTable.Counts counts, OutcomeSummary outcomes)
            throws StepFailure {
        out.println("expected " + counts.expected() + ", stored " + counts.stored() + ", missing " + counts.missing()
                + ", duplicates " + counts.duplicates() + ", unexpected " + counts.unexpected());
        out.flush();
        int code = 0;
        List<String> problems = new ArrayList<>();
        if (counts.unexpected() > 0) {
            code |= VerifyExit.OUTPUT_ERROR;
            problems.add(counts.unexpected() + " rows belong to no dataset row or replication");
        }
        if (counts.missing() > 0 && manifest.client().missingOutputPolicy() == MissingOutputPolicy.Error) {
            code |= VerifyExit.MISSING;
            problems.add(
                    counts.missing() + " of " + counts.expected() + " rows are missing (" + outcomes.reasons() + ")");
        }
        if (counts.duplicates() > 0 && manifest.client().duplicateOutputPolicy() == DuplicateOutputPolicy.Error) {
            code |= VerifyExit.DUPLICATES;
            problems.add(counts.duplicates() + " rows are there more than once");
        }
        if (code != 0) {
            throw new StepFailure(code, "The output is not whole: " + String.join("; ", problems) + ".");
        }
    }
}
