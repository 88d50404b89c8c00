package io.dyff.operator.steps.data;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes output rows as one Parquet file. Bytes cross as base64 text, the only form JSON has for them. */
public final class BatchFile {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LEAST_LINE_LIMIT = 1 << 24;

    private final DuckDb db;
    private final OutputSchema schema;

    public BatchFile(DuckDb db, OutputSchema schema) {
        this.db = db;
        this.schema = schema;
    }

    /** @param rows made by {@link OutputSchema#row}, so that they fit */
    public void write(List<ObjectNode> rows, Path parquet) throws IOException, SQLException {
        Path lines = parquet.resolveSibling(parquet.getFileName() + ".jsonl");
        int longest = writeLines(rows, lines);
        String json = "read_json(" + Sql.text(lines.toString()) + ", format = 'newline_delimited', columns = {"
                + lineColumns() + "}, maximum_object_size = " + Math.max(LEAST_LINE_LIMIT, longest + 1) + ")";
        db.execute("COPY (SELECT " + parquetColumns() + " FROM " + json + ") TO " + Sql.text(parquet.toString())
                + " (FORMAT parquet)");
        Files.delete(lines);
    }

    private static int writeLines(List<ObjectNode> rows, Path file) throws IOException {
        int longest = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (ObjectNode row : rows) {
                byte[] line = JSON.writeValueAsBytes(row);
                longest = Math.max(longest, line.length);
                out.write(line);
                out.write('\n');
            }
        }
        return longest;
    }

    private String lineColumns() {
        return schema.columns().entrySet().stream()
                .map(c -> Sql.text(c.getKey()) + ": "
                        + Sql.text(withTextForBytes(c.getValue()).sql()))
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
