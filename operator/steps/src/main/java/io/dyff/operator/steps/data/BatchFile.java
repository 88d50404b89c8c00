package io.dyff.operator.steps.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.operator.rows.schema.DataType;
import io.dyff.operator.rows.schema.OutputSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Writes output rows as one Parquet file. Bytes cross as base64 text, the only form JSON has for them. */
public final class BatchFile {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LEAST_LINE_LIMIT = 1 << 24;

    /** A row that the database did not take. */
    public record Refused(String replication, long index, String why) {}

    private final DuckDb db;
    private final OutputSchema schema;

    public BatchFile(DuckDb db, OutputSchema schema) {
        this.db = db;
        this.schema = schema;
    }

    /** @param row made by {@link OutputSchema#row}, so that it fits */
    public static byte[] line(ObjectNode row) {
        try {
            return JSON.writeValueAsBytes(row);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree has always a JSON text", e);
        }
    }

    /**
     * Writes the rows. Those that the database does not take, though they fit the schema, are left out and told.
     *
     * @return how many rows the file has; without any there is no file
     */
    public int write(BatchRows rows, Path parquet, Consumer<Refused> refusals) throws IOException, SQLException {
        try {
            copy(rows, parquet);
            return rows.count();
        } catch (SQLException e) {
            if (!DuckDb.blamesData(e)) {
                throw e;
            }
            Files.deleteIfExists(parquet);
            return writeOneByOne(rows, parquet, refusals);
        }
    }

    private int writeOneByOne(BatchRows rows, Path parquet, Consumer<Refused> refusals)
            throws IOException, SQLException {
        Path alone = parquet.resolveSibling(parquet.getFileName() + ".one");
        try (var good = new BatchRows(parquet.resolveSibling(parquet.getFileName() + ".good.jsonl"));
                BufferedReader lines = Files.newBufferedReader(rows.file())) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                byte[] row = line.getBytes(StandardCharsets.UTF_8);
                try (var one = new BatchRows(parquet.resolveSibling(parquet.getFileName() + ".one.jsonl"))) {
                    one.add(row);
                    copy(one, alone);
                    good.add(row);
                } catch (SQLException e) {
                    refusals.accept(refused(row, e));
                }
                Files.deleteIfExists(alone);
            }
            if (good.count() > 0) {
                copy(good, parquet);
            }
            return good.count();
        }
    }

    private static Refused refused(byte[] row, SQLException why) throws IOException, SQLException {
        if (!DuckDb.blamesData(why)) {
            throw why;
        }
        JsonNode keys = JSON.readTree(row);
        return new Refused(
                keys.path(OutputSchema.REPLICATION).asText(),
                keys.path(OutputSchema.INDEX).asLong(),
                String.valueOf(why.getMessage()));
    }

    private void copy(BatchRows rows, Path parquet) throws IOException, SQLException {
        String json = "read_json(" + Sql.text(rows.file().toString()) + ", format = 'newline_delimited', columns = {"
                + lineColumns() + "}, maximum_object_size = " + Math.max(LEAST_LINE_LIMIT, rows.longest() + 1) + ")";
        db.execute("COPY (SELECT " + parquetColumns() + " FROM " + json + ") TO " + Sql.text(parquet.toString())
                + " (FORMAT parquet)");
    }

    private String lineColumns() {
        return schema.columns().entrySet().stream()
                .map(c -> Sql.text(c.getKey()) + ": " + Sql.text(ColumnType.sql(withTextForBytes(c.getValue()))))
                .collect(Collectors.joining(", "));
    }

    private String parquetColumns() {
        return schema.columns().entrySet().stream()
                .map(c -> decoded(c.getValue(), Sql.name(c.getKey()), 0) + " AS " + Sql.name(c.getKey()))
                .collect(Collectors.joining(", "));
    }

    private static DataType withTextForBytes(DataType type) {
        return switch (type) {
            case DataType.Bytes bytes -> new DataType.Text();
            case DataType.ListOf list -> new DataType.ListOf(withTextForBytes(list.element()));
            case DataType.StructOf struct -> {
                var fields = new java.util.LinkedHashMap<String, DataType>();
                struct.fields().forEach((name, field) -> fields.put(name, withTextForBytes(field)));
                yield new DataType.StructOf(fields);
            }
            default -> type;
        };
    }

    private static boolean holdsBytes(DataType type) {
        return switch (type) {
            case DataType.Bytes bytes -> true;
            case DataType.ListOf list -> holdsBytes(list.element());
            case DataType.StructOf struct -> struct.fields().values().stream().anyMatch(BatchFile::holdsBytes);
            default -> false;
        };
    }

    /** @param depth keeps the names of nested lambda parameters apart */
    private static String decoded(DataType type, String value, int depth) {
        if (!holdsBytes(type)) {
            return value;
        }
        String element = "e" + depth;
        return switch (type) {
            case DataType.Bytes bytes -> "from_base64(" + value + ")";
            case DataType.ListOf list ->
                "list_transform(" + value + ", lambda " + element + ": " + decoded(list.element(), element, depth + 1)
                        + ")";
            case DataType.StructOf struct ->
                "CASE WHEN " + value + " IS NULL THEN NULL ELSE struct_pack("
                        + struct.fields().entrySet().stream()
                                .map(field -> decodedField(field, value, depth))
                                .collect(Collectors.joining(", "))
                        + ") END";
            default -> value;
        };
    }

    private static String decodedField(Map.Entry<String, DataType> field, String struct, int depth) {
        String name = Sql.name(field.getKey());
        return name + " := " + decoded(field.getValue(), struct + "." + name, depth);
    }
}
