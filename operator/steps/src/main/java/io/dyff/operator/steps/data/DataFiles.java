package io.dyff.operator.steps.data;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which files of a dataset hold data, by their names: all but hidden ones and those that writers and people put beside
 * them. What is left must be Parquet.
 */
public final class DataFiles {

    /** Of writers, such as {@code _SUCCESS} and {@code _common_metadata}, of checksums, and for people to read. */
    private static final Pattern BESIDE =
            Pattern.compile("_.*|(readme|license|licence|notice)(\\..*)?|.*\\.(md|txt|crc|sha256|md5)");

    private DataFiles() {}

    /** @param path relative to the dataset's folder */
    public static boolean isData(String path) {
        return !isHidden(path) && !isIgnored(path);
    }

    /** True for visible files that are no data. */
    public static boolean isIgnored(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return !isHidden(path)
                && !name.endsWith(".parquet")
                && BESIDE.matcher(name).matches();
    }

    /** Names that start with a dot are hidden; partition folders such as {@code _replication_=0f…} are not. */
    public static boolean isHidden(String path) {
        return Arrays.stream(path.split("/")).anyMatch(name -> name.startsWith("."));
    }
}
