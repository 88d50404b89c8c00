package io.dyff.operator.steps.data;

import io.dyff.operator.rows.schema.DataException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Refuses datasets whose columns cannot be told apart or mean different things in different files, before a row of them is
 * read: the footers say it. Messages name the stored file and the column.
 */
final class DatasetCheck {

    private final DuckDb db;
    private final ParquetTree files;

    DatasetCheck(DuckDb db, ParquetTree files) {
        this.db = db;
        this.files = files;
    }

    /** @throws DataException naming the first file that is wrong */
    void check() throws SQLException, DataException {
        try {
            checkAll();
        } catch (DataException e) {
            throw new DataException("The dataset " + files.location() + " cannot be used: " + e.getMessage() + ".", e);
        }
    }

    private void checkAll() throws SQLException, DataException {
        requireOneDepth();
        Map<String, Found> types = new HashMap<>();
        for (int i = 0; i < files.files().size(); i++) {
            String name = files.names().get(i);
            Map<String, String> columns = columns(files.files().get(i), name);
            requireTold(name, columns);
            requireSameTypes(name, columns, types);
        }
    }

    /** A column as a file has it. */
    private record Found(String file, String type) {}

    /** The top level of a file's schema, in order; each column's name and DuckDB's type. */
    private Map<String, String> columns(Path file, String name) throws SQLException, DataException {
        try {
            // A table first: of a result that breaks off, the driver forgets why.
            db.execute("CREATE OR REPLACE TEMP TABLE footer AS SELECT name, duckdb_type, coalesce(num_children, 0),"
                    + " column_id FROM parquet_schema(" + Sql.text(file.toString()) + ")");
        } catch (SQLException e) {
            if (!DuckDb.blamesData(e)) {
                throw e;
            }
            throw new DataException(name + " cannot be read: " + files.named(String.valueOf(e.getMessage())), e);
        }
        return columns(name);
    }

    private Map<String, String> columns(String name) throws SQLException, DataException {
        Map<String, String> columns = new LinkedHashMap<>();
        try (Statement statement = db.connection().createStatement();
                ResultSet nodes = statement.executeQuery("FROM footer ORDER BY column_id")) {
            nodes.next();
            // Nodes below come after their parent: so many are still to be passed over.
            long below = 0;
            while (nodes.next()) {
                if (below > 0) {
                    below += nodes.getLong(3) - 1;
                    continue;
                }
                below = nodes.getLong(3);
                if (columns.put(nodes.getString(1), nodes.getString(2)) != null) {
                    throw new DataException(
                            name + " has two columns called " + nodes.getString(1) + "; rename one of them");
                }
            }
        }
        return columns;
    }

    private static void requireTold(String file, Map<String, String> columns) throws DataException {
        Map<String, String> seen = new HashMap<>();
        for (String column : columns.keySet()) {
            @Nullable String other = seen.put(column.toLowerCase(Locale.ROOT), column);
            if (other != null) {
                throw new DataException(file + " has columns " + other + " and " + column
                        + ", whose names differ in case only; rename one of them");
            }
        }
        for (String partition : partitions(file)) {
            @Nullable String other = seen.get(partition.toLowerCase(Locale.ROOT));
            if (other != null) {
                throw new DataException("the folder " + partition + "=… of " + file
                        + " would take the place of its column " + other + "; rename one of them");
            }
        }
    }

    private static void requireSameTypes(String file, Map<String, String> columns, Map<String, Found> types)
            throws DataException {
        for (Map.Entry<String, String> column : columns.entrySet()) {
            String key = column.getKey().toLowerCase(Locale.ROOT);
            @Nullable Found first = types.putIfAbsent(key, new Found(file, column.getValue()));
            if (first != null && !first.type().equals(column.getValue())) {
                throw new DataException("column " + column.getKey() + " is " + first.type() + " in " + first.file()
                        + " and " + column.getValue() + " in " + file + "; all files must have it in one type");
            }
        }
    }

    private void requireOneDepth() throws DataException {
        Map<List<String>, String> depths = new LinkedHashMap<>();
        files.names().forEach(name -> depths.putIfAbsent(partitions(name), name));
        if (depths.size() > 1) {
            throw new DataException("files lie below different partition folders: "
                    + depths.values().stream().limit(3).collect(Collectors.joining(", "))
                    + "; all must lie below the same");
        }
    }

    /** The columns that the folders of a file make. */
    static List<String> partitions(String name) {
        List<String> folders = new ArrayList<>(Arrays.asList(name.split("/")));
        folders.removeLast();
        return folders.stream()
                .filter(folder -> folder.indexOf('=') > 0)
                .map(folder -> folder.substring(0, folder.indexOf('=')))
                .toList();
    }
}
