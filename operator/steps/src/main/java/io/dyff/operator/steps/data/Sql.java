package io.dyff.operator.steps.data;

import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Collectors;

/** Quotes what comes from outside before it becomes part of a statement. */
final class Sql {

    static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String text(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    static String texts(Collection<String> texts) {
        return texts.stream().map(Sql::text).collect(Collectors.joining(", ", "[", "]"));
    }

    /** A table function over Parquet files; directories {@code key=value} become string columns. */
    static String parquet(Collection<Path> files, String... options) {
        String hive = "hive_partitioning = true, hive_types_autocast = false, union_by_name = true";
        String more = options.length == 0 ? "" : ", " + String.join(", ", options);
        return "read_parquet(" + texts(files.stream().map(Path::toString).toList()) + ", " + hive + more + ")";
    }

    private Sql() {}
}
