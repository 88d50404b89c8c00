package io.dyff.operator.steps.client;

import io.dyff.operator.rows.exchange.Pipelines;
import io.dyff.operator.rows.schema.DataException;
import io.dyff.operator.steps.StepFailure;
import io.dyff.operator.steps.data.Dataset;
import io.dyff.operator.steps.data.OutcomeReport;
import io.dyff.operator.steps.data.ParquetTree;
import io.dyff.operator.steps.data.WorkItems;
import io.dyff.operator.steps.data.Workbench;
import io.dyff.operator.steps.manifest.ClientOptions;
import io.dyff.operator.steps.manifest.EvaluationManifest;
import io.dyff.operator.steps.manifest.MissingOutputPolicy;
import io.dyff.operator.steps.outcome.OutcomeSummary;
import io.dyff.operator.steps.storage.ObjectStorage.StoredFile;
import io.dyff.operator.steps.storage.StorageException;
import io.dyff.operator.steps.storage.StorageLocation;
import io.dyff.operator.steps.storage.StorageSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** One try of an evaluation: opens what is to be done, does it, publishes what became of it, and judges. */
final class EvaluationTry {

    private final EvaluationManifest manifest;
    private final ClientOptions options;
    private final Pipelines pipelines;
    private final StorageSettings settings;
    private final Workbench bench;
    private final Stop stop;
    private final PrintWriter out;
    private final WorkItems items;
    private final Progress progress;
    private final List<Path> noted = new ArrayList<>();

    EvaluationTry(
            EvaluationManifest manifest,
            Pipelines pipelines,
            StorageSettings settings,
            Workbench bench,
            Stop stop,
            PrintWriter out,
            PrintWriter err)
            throws IOException, SQLException, DataException {
        this.manifest = manifest;
        this.options = manifest.client();
        this.pipelines = pipelines;
        this.settings = settings;
        this.bench = bench;
        this.stop = stop;
        this.out = out;
        items = open();
        progress = new Progress(out, err, items);
        say("evaluation " + manifest.id() + ": " + items.total() + " work items, " + items.alreadyStored()
                + " already stored, " + (items.alreadySettled() - items.alreadyStored())
                + " settled without an answer, "
                + manifest.workers() + " workers, " + manifest.target());
    }

    private WorkItems open() throws IOException, SQLException, DataException {
        ParquetTree rows = bench.dataset(settings.dataset(manifest.dataset()));
        if (options.continues().isPresent()) {
            takeOver(options.continues().get());
        }
        ParquetTree stored = bench.ofTries(settings.rawOutput(manifest.id()), "stored");
        ParquetTree outcomes = bench.ofTries(settings.notedOutcomes(manifest.id()), "noted");
        noted.addAll(outcomes.files());
        return WorkItems.open(bench.db(), Dataset.open(bench.db(), rows), stored, outcomes, manifest.replicationIds());
    }

    private void takeOver(String earlier) throws IOException, SQLException {
        OptionalLong taken = new Continuation(manifest, settings, bench).takeOver(earlier);
        if (taken.isPresent()) {
            say("took over " + taken.getAsLong() + " answers of evaluation " + earlier);
        }
    }

    WorkItems items() {
        return items;
    }

    /** @throws StepFailure unless every row is stored, or those that are not may be missing */
    void ask(InferenceClient client, RunMode mode) throws StepFailure, IOException, SQLException {
        if (mode == RunMode.CRASHING) {
            progress.crashSomewhereIn(items.remaining());
        }
        try {
            run(client);
        } catch (StepFailure end) {
            throw publishedAfter(end);
        }
        judge(publish());
    }

    private void run(InferenceClient client) throws StepFailure, IOException, SQLException {
        if (items.remaining() > 0) {
            new ServiceStart(client, ServiceStart.allowance(options), stop).await();
        }
        var output = new OutputWriter(pipelines.schema(), destination(), options.batchSize(), progress, stop);
        var firstRows = new FirstRows(
                items.remaining(), items.alreadyStored(), manifest.workers(), options.transientErrorRetryLimit());
        var settling = new Settling(output, firstRows, progress);
        // Limits the requests; the wait before them has a limit of its own.
        var inFlight = new InFlight(manifest.workers());
        var asking = new Asking(client, options, inFlight, new Deadline(options.totalTimeout()), progress, stop);
        var reports = new ProgressFile(bench, settings.progress(manifest.id()));
        try {
            new EvaluationRun(
                            manifest.workers(),
                            output,
                            settling,
                            () -> reports.store(progress.report(inFlight.limit())),
                            stop)
                    .run(
                            items,
                            pipelines.columns(),
                            queue -> new Worker(new Worker.Shared(
                                    queue, pipelines, asking, options.badRequestPolicy(), settling, stop)));
        } finally {
            noted.addAll(output.noted());
        }
    }

    private OutputWriter.Destination destination() throws IOException, SQLException {
        return new OutputWriter.Destination(
                bench.db().duplicate(),
                bench.storage(),
                settings.rawOutput(manifest.id()),
                settings.notedOutcomes(manifest.id()),
                bench.folder("batches"));
    }

    /** The same end, with what became of the rows; and as it is when that cannot be published too. */
    private StepFailure publishedAfter(StepFailure end) {
        try {
            String rows = publish().sentence().map(said -> " " + said + ".").orElse("");
            if (end.exitCode() != ClientExit.TERMINATED) {
                publishAnswered();
            }
            return new StepFailure(end.exitCode(), end.getMessage() + rows, end);
        } catch (IOException | SQLException | RuntimeException e) {
            end.addSuppressed(e);
            say("The outcomes cannot be published: " + e.getMessage());
            return end;
        }
    }

    /**
     * Publishes what became of all rows where downloads find it. The client does so at each of its ends, because after a bad
     * one nothing else runs; after a good one the verification does so again, with the rows.
     */
    private OutcomeSummary publish() throws IOException, SQLException {
        Path folder = bench.folder("published");
        OutcomeReport report = OutcomeReport.write(items.outcomes(noted), folder);
        StorageLocation published = settings.verifiedOutput(manifest.id());
        for (Path file : report.files()) {
            bench.storage()
                    .upload(file, published.resolve(folder.relativize(file).toString()));
        }
        return report.summary();
    }

    /**
     * After a bad end no verification publishes rows: what was answered lies beside the outcomes then, as it was stored. The
     * verification of a later try removes it.
     */
    private void publishAnswered() throws StorageException {
        StorageLocation stored = settings.rawOutput(manifest.id());
        StorageLocation published = settings.verifiedOutput(manifest.id()).resolve(OutcomeReport.ANSWERED);
        for (StoredFile file : bench.storage().list(stored)) {
            if (ParquetTree.isParquet(file.path())) {
                bench.storage().copy(stored.resolve(file.path()), published.resolve(file.path()));
            }
        }
    }

    private void judge(OutcomeSummary summary) throws StepFailure, StorageException {
        String sentence = summary.sentence().orElse("all rows have their answer");
        boolean isMissing = progress.stored() < items.total();
        if (isMissing && options.missingOutputPolicy() == MissingOutputPolicy.Error) {
            publishAnswered();
            throw new StepFailure(ClientExit.INCOMPLETE, sentence + ".");
        }
        say(sentence + (isMissing ? "; client.missingOutputPolicy is Ignore." : "."));
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
