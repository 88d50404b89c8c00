package io.dyff.operator.steps.seed;

import io.dyff.operator.rows.schema.DataException;
import io.dyff.operator.steps.ExitCodes;
import io.dyff.operator.steps.StepFailure;
import io.dyff.operator.steps.StepsVersion;
import io.dyff.operator.steps.data.DuckDb;
import io.dyff.operator.steps.data.ScratchFolder;
import io.dyff.operator.steps.data.SeedTable;
import io.dyff.operator.steps.storage.ObjectStorage;
import io.dyff.operator.steps.storage.StorageException;
import io.dyff.operator.steps.storage.StorageLocation;
import io.dyff.operator.steps.storage.StorageSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a dataset of one Parquet file, from a readable source or from generated sentences. */
@Command(
        name = "seed-dataset",
        mixinStandardHelpOptions = true,
        versionProvider = StepsVersion.class,
        description = {
            "Writes part-0.parquet with _index_ and text (or the columns of FILE) as a dataset, unless it is there.",
            "Storage comes from the environment, as for evaluation-client."
        })
public final class SeedDatasetCommand implements Callable<Integer> {

    private static final ExitCodes EXIT = ExitCodes.of("seed-dataset");
    private static final String FILE = "part-0.parquet";

    /** Where the file goes. */
    static final class Target {
        @Option(names = "--dataset_id", paramLabel = "ID", description = "Stores it as this dataset.")
        @Nullable
        String dataset;

        @Option(names = "--output", paramLabel = "FILE", description = "Writes a local file instead, replacing it.")
        @Nullable
        Path output;
    }

    @ArgGroup(multiplicity = "1")
    private Target target = new Target();

    @Option(names = "--rows", defaultValue = "1000", description = "Rows to generate (default ${DEFAULT-VALUE}).")
    private int rows;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "A .csv file with a header (all columns become strings) or a .jsonl file instead.")
    @Nullable
    private Path from;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws StepFailure {
        try (var scratch = new ScratchFolder()) {
            if (target.output != null) {
                Files.move(make(scratch), target.output, StandardCopyOption.REPLACE_EXISTING);
                say("wrote " + target.output);
            } else if (target.dataset != null) {
                store(target.dataset, System.getenv(), scratch);
            }
            return 0;
        } catch (DataException e) {
            throw new StepFailure(EXIT.code("UnusableInput"), String.valueOf(e.getMessage()), e);
        } catch (StorageException e) {
            throw new StepFailure(EXIT.code("Storage"), String.valueOf(e.getMessage()), e);
        } catch (IOException | SQLException e) {
            throw new StepFailure(EXIT.code("Unexpected"), "The dataset file cannot be made: " + e.getMessage(), e);
        }
    }

    private void store(String dataset, Map<String, String> environment, ScratchFolder scratch)
            throws StepFailure, IOException, SQLException, DataException {
        StorageSettings settings = StorageSettings.fromEnvironment(environment, EXIT.code("UnusableInput"));
        StorageLocation object = settings.dataset(dataset).resolve(FILE);
        try (var storage = new ObjectStorage(settings)) {
            if (storage.exists(object)) {
                say(object + " is there already");
                return;
            }
            storage.upload(make(scratch), object);
            say("wrote " + object);
        }
    }

    private Path make(ScratchFolder scratch) throws SQLException, DataException {
        Path file = scratch.path().resolve(FILE);
        try (DuckDb db = DuckDb.open(scratch.path())) {
            var table = new SeedTable(db);
            long written = from == null ? table.generate(rows, file) : table.convert(from, file);
            say(written + " rows");
        }
        return file;
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
