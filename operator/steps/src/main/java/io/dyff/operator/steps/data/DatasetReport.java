package io.dyff.operator.steps.data;

import io.dyff.operator.rows.schema.DataException;
import io.dyff.operator.steps.storage.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a dataset that was read from its first cell to its last.
 *
 * @param rows of all files
 * @param columns in the order of the files, those of partition folders last
 * @param files in the order of their names
 * @param ignored files that are no data, by their names
 * @param first row, when it is small and has a form in JSON
 */
public record DatasetReport(
        long rows,
        List<Column> columns,
        List<DataFile> files,
        List<String> ignored,
        @Nullable FirstRow first) {

    /** @param type as DuckDB calls it */
    public record Column(String name, String type) {}

    /**
     * A file of data.
     *
     * @param path below the dataset's folder
     * @param size in bytes
     * @param sha256 in hexadecimal digits
     */
    public record DataFile(String path, long size, String sha256, long rows) {}

    /**
     * Reads all of it.
     *
     * @param arrowSchema what the files were declared to hold
     * @throws DataException naming what makes it useless: file, column, or the rule
     */
    public static DatasetReport of(DuckDb db, ParquetTree files, Optional<String> arrowSchema, List<String> ignored)
            throws SQLException, IOException, DataException {
        Dataset dataset = Dataset.open(db, files);
        if (dataset.rows() == 0) {
            throw new DataException("The dataset " + files.location() + " has no rows");
        }
        List<Column> columns = columns(db);
        if (arrowSchema.isPresent()) {
            new DeclaredColumns(files).compare(arrowSchema.get(), columns);
        }
        new DatasetScan(db, files).read();
        @Nullable FirstRow first = FirstRow.of(db, Dataset.columns(db)).orElse(null);
        return new DatasetReport(dataset.rows(), columns, described(db, files), ignored, first);
    }

    private static List<Column> columns(DuckDb db) throws SQLException {
        List<Column> columns = new ArrayList<>();
        db.types("SELECT * FROM " + Dataset.VIEW).forEach((name, type) -> columns.add(new Column(name, type)));
        return columns;
    }

    private static List<DataFile> described(DuckDb db, ParquetTree files) throws SQLException, IOException {
        List<DataFile> described = new ArrayList<>();
        for (int i = 0; i < files.files().size(); i++) {
            Path file = files.files().get(i);
            long rows = db.number("SELECT count(*) FROM " + Sql.parquet(List.of(file)));
            described.add(new DataFile(files.names().get(i), Files.size(file), Sha256.of(file), rows));
        }
        return described;
    }

    /** The columns' names, for people. */
    public String names() {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }
}
