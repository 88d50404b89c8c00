package io.dyff.operator.steps.client;

import io.dyff.operator.steps.data.AnsweredRows;
import io.dyff.operator.steps.data.ParquetTree;
import io.dyff.operator.steps.data.Workbench;
import io.dyff.operator.steps.manifest.EvaluationManifest;
import io.dyff.operator.steps.manifest.ReplicationId;
import io.dyff.operator.steps.storage.ObjectStorage;
import io.dyff.operator.steps.storage.StorageLocation;
import io.dyff.operator.steps.storage.StorageSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Takes over what an earlier evaluation of the same rows has answered. That both ask the same of the same service, the API
 * has checked. The outcomes are stored last: where they are, all is.
 */
final class Continuation {

    private static final String OUTCOMES = "continued.parquet";

    private final EvaluationManifest manifest;
    private final StorageSettings settings;
    private final Workbench bench;

    Continuation(EvaluationManifest manifest, StorageSettings settings, Workbench bench) {
        this.manifest = manifest;
        this.settings = settings;
        this.bench = bench;
    }

    /** @return how many rows were taken over now; empty when an earlier try has done it */
    OptionalLong takeOver(String earlier) throws IOException, SQLException {
        ObjectStorage storage = bench.storage();
        StorageLocation mark = settings.notedOutcomes(manifest.id()).resolve(OUTCOMES);
        if (storage.exists(mark)) {
            return OptionalLong.empty();
        }
        ParquetTree rows = bench.ofTries(settings.rawOutput(earlier), "earlier-stored");
        if (rows.isEmpty()) {
            return OptionalLong.of(0);
        }
        ParquetTree outcomes = bench.ofTries(settings.notedOutcomes(earlier), "earlier-noted");
        AnsweredRows answered = AnsweredRows.open(bench.db(), rows, outcomes, replications(earlier));
        for (Path file : answered.exportRows(bench.folder("continued"))) {
            storage.upload(
                    file,
                    settings.rawOutput(manifest.id()).resolve(file.getFileName().toString()));
        }
        Path noted = bench.folder("continued-outcomes").resolve(OUTCOMES);
        answered.exportOutcomes(noted);
        storage.upload(noted, mark);
        return OptionalLong.of(answered.count());
    }

    private Map<String, String> replications(String earlier) {
        Map<String, String> replications = new LinkedHashMap<>();
        for (int i = 0; i < manifest.replications(); i++) {
            replications.put(ReplicationId.of(earlier, i), ReplicationId.of(manifest.id(), i));
        }
        return replications;
    }
}
