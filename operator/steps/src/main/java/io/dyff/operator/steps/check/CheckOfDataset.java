package io.dyff.operator.steps.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.dyff.operator.rows.schema.DataException;
import io.dyff.operator.steps.StepFailure;
import io.dyff.operator.steps.data.DataFiles;
import io.dyff.operator.steps.data.DatasetReport;
import io.dyff.operator.steps.data.MissingDatasetException;
import io.dyff.operator.steps.data.ParquetTree;
import io.dyff.operator.steps.data.Workbench;
import io.dyff.operator.steps.manifest.DatasetManifest;
import io.dyff.operator.steps.manifest.ManifestException;
import io.dyff.operator.steps.storage.ObjectStorage.StoredFile;
import io.dyff.operator.steps.storage.StorageException;
import io.dyff.operator.steps.storage.StorageLocation;
import io.dyff.operator.steps.storage.StorageSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Opens a dataset as an evaluation would, and reads what an evaluation may never look at too. */
public final class CheckOfDataset {

    /** Where what was found is stored, below the dataset's folder. */
    public static final String REPORT = ".dyff/dataset.json";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Map<String, String> environment;
    private final PrintWriter out;

    public CheckOfDataset(Map<String, String> environment, PrintWriter out) {
        this.environment = environment;
        this.out = out;
    }

    public void run(Path manifestFile) throws StepFailure {
        try {
            DatasetManifest manifest = DatasetManifest.read(manifestFile);
            StorageSettings settings = StorageSettings.fromEnvironment(environment, CheckExit.UNUSABLE_INPUT);
            try (var bench = new Workbench(settings)) {
                check(manifest, settings.dataset(manifest.id()), bench);
            }
        } catch (ManifestException e) {
            throw new StepFailure(CheckExit.UNUSABLE_INPUT, String.valueOf(e.getMessage()), e);
        } catch (MissingDatasetException e) {
            throw new StepFailure(CheckExit.MISSING, String.valueOf(e.getMessage()), e);
        } catch (DataException e) {
            throw new StepFailure(CheckExit.UNUSABLE, String.valueOf(e.getMessage()), e);
        } catch (StorageException e) {
            throw new StepFailure(CheckExit.STORAGE, String.valueOf(e.getMessage()), e);
        } catch (IOException | SQLException e) {
            throw new StepFailure(CheckExit.UNEXPECTED, "The scratch folder or database failed: " + e.getMessage(), e);
        }
    }

    private void check(DatasetManifest manifest, StorageLocation location, Workbench bench)
            throws IOException, SQLException, StorageException, DataException {
        List<String> ignored = bench.storage().list(location).stream()
                .map(StoredFile::path)
                .filter(DataFiles::isIgnored)
                .toList();
        ParquetTree files = bench.dataset(location);
        say("reading " + files.files().size() + " files of " + location + ignoredIn(ignored));
        DatasetReport report = DatasetReport.of(bench.db(), files, manifest.arrowSchema(), ignored);
        Path file = bench.folder("report").resolve("dataset.json");
        JSON.writeValue(file.toFile(), report);
        bench.storage().upload(file, location.resolve(REPORT));
        say(report.rows() + " rows, columns " + report.names());
    }

    private static String ignoredIn(List<String> files) {
        return files.isEmpty() ? "" : "; no data and ignored: " + String.join(", ", files);
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
