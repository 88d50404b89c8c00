package io.dyff.operator.steps.data;

import io.dyff.operator.rows.schema.ArrowSchema;
import io.dyff.operator.rows.schema.DataException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.flatbuf.Type;
import org.jspecify.annotations.Nullable;

/**
 * Compares the schema that a dataset was declared with and its files: the names, and what sort of type each column has. Its
 * width is left alone, as the writers of Arrow and Parquet spell that differently, and so are the types of partition
 * folders.
 */
final class DeclaredColumns {

    private final ParquetTree files;

    DeclaredColumns(ParquetTree files) {
        this.files = files;
    }

    /** @throws DataException naming the first column that differs */
    void compare(String arrowSchema, List<DatasetReport.Column> columns) throws DataException {
        Map<String, Byte> declared = ArrowSchema.types(arrowSchema);
        Map<String, String> found = new HashMap<>();
        columns.forEach(column -> found.put(column.name(), column.type()));
        for (Map.Entry<String, Byte> column : declared.entrySet()) {
            @Nullable String type = found.get(column.getKey());
            if (type == null) {
                throw differs("declares a column " + column.getKey() + " that no file has; they have "
                        + columns.stream().map(DatasetReport.Column::name).toList());
            }
            if (!partitions().contains(column.getKey()) && !isSuch(column.getValue(), type)) {
                throw differs("declares column " + column.getKey() + " as " + Type.name(column.getValue())
                        + ", in the files it is " + type);
            }
        }
        for (DatasetReport.Column column : columns) {
            if (!declared.containsKey(column.name())) {
                throw differs("does not declare the column " + column.name() + " of the files");
            }
        }
    }

    private DataException differs(String how) {
        return new DataException("The schema of the dataset " + files.location() + " " + how
                + "; create it anew with the schema of its files");
    }

    private Set<String> partitions() {
        Set<String> names = new HashSet<>();
        files.names().forEach(name -> names.addAll(DatasetCheck.partitions(name)));
        return names;
    }

    /** True also for types of which nothing is known here. */
    private static boolean isSuch(byte arrow, String type) {
        return switch (arrow) {
            case Type.Int -> type.endsWith("INT") || type.endsWith("INTEGER");
            case Type.FloatingPoint -> type.equals("FLOAT") || type.equals("DOUBLE");
            case Type.Utf8, Type.LargeUtf8, Type.Utf8View -> type.equals("VARCHAR") || type.startsWith("ENUM");
            case Type.Binary, Type.LargeBinary, Type.BinaryView, Type.FixedSizeBinary ->
                type.equals("BLOB") || type.equals("UUID");
            case Type.Bool -> type.equals("BOOLEAN");
            case Type.Decimal -> type.startsWith("DECIMAL") || type.equals("DOUBLE");
            case Type.Date -> type.equals("DATE") || type.startsWith("TIMESTAMP");
            case Type.Timestamp -> type.startsWith("TIMESTAMP");
            case Type.Time -> type.startsWith("TIME") && !type.startsWith("TIMESTAMP");
            case Type.List, Type.LargeList, Type.FixedSizeList, Type.ListView, Type.LargeListView -> type.endsWith("]");
            case Type.Struct_ -> type.startsWith("STRUCT");
            case Type.Map -> type.startsWith("MAP");
            default -> true;
        };
    }
}
