package io.dyff.operator.steps.data;

import io.dyff.operator.rows.schema.DataException;
import io.dyff.operator.steps.storage.ObjectStorage;
import io.dyff.operator.steps.storage.ObjectStorage.StoredFile;
import io.dyff.operator.steps.storage.StorageException;
import io.dyff.operator.steps.storage.StorageLocation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Local copies of the Parquet files below a storage location. Only names that start with a dot are hidden; partition
 * directories such as {@code _replication_=0f…} keep their names, because those carry data (contract/data.md 1.1).
 *
 * @param files local files, in the order of their stored names
 * @param names those names, below the location
 */
public record ParquetTree(StorageLocation location, List<Path> files, List<String> names) {

    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    /** @param wanted which of the visible files to take, by path relative to the location */
    public static ParquetTree download(
            ObjectStorage storage, StorageLocation location, Path folder, Predicate<String> wanted)
            throws StorageException, IOException, DataException {
        ParquetTree tree = fetch(storage, location, folder, wanted);
        for (int i = 0; i < tree.files.size(); i++) {
            requireParquet(tree.files.get(i), location.resolve(tree.names.get(i)));
        }
        return tree;
    }

    /** True for a name of output; a write that is under way may have another one. */
    public static boolean isParquet(String path) {
        return path.endsWith(".parquet");
    }

    /** The same, whatever the files hold. */
    static ParquetTree fetch(ObjectStorage storage, StorageLocation location, Path folder, Predicate<String> wanted)
            throws StorageException, IOException {
        var files = new ArrayList<Path>();
        var names = new ArrayList<String>();
        for (StoredFile stored : storage.list(location)) {
            if (DataFiles.isHidden(stored.path()) || !wanted.test(stored.path())) {
                continue;
            }
            Path file = localName(folder, stored.path(), files.size());
            Files.createDirectories(file.getParent());
            storage.download(location.resolve(stored.path()), file);
            files.add(file);
            names.add(stored.path());
        }
        return new ParquetTree(location, files, names);
    }

    /** Numbered, so that no stored name can do harm; of its folders only the partitions count. */
    static Path localName(Path folder, String storedPath, int number) {
        Path local = folder;
        String[] names = storedPath.split("/");
        for (String name : Arrays.copyOf(names, names.length - 1)) {
            if (name.indexOf('=') > 0) {
                local = local.resolve(withoutWildcards(name));
            }
        }
        return local.resolve("%08d.parquet".formatted(number));
    }

    /** DuckDB decodes percent signs in partition values, but would take these characters for a pattern. */
    private static String withoutWildcards(String name) {
        return name.replace("*", "%2A").replace("?", "%3F").replace("[", "%5B").replace("]", "%5D");
    }

    /**
     * Without files that are not whole, such as one whose writer died: what its rows are worth, nobody knows, and they are
     * asked again.
     */
    ParquetTree whole() throws IOException {
        List<Path> wholeFiles = new ArrayList<>();
        List<String> wholeNames = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            if (isWhole(files.get(i))) {
                wholeFiles.add(files.get(i));
                wholeNames.add(names.get(i));
            }
        }
        return new ParquetTree(location, wholeFiles, wholeNames);
    }

    /** The magic bytes stand at both ends. */
    private static boolean isWhole(Path file) throws IOException {
        try (var channel = FileChannel.open(file)) {
            ByteBuffer end = ByteBuffer.allocate(MAGIC.length);
            return channel.size() > 2L * MAGIC.length
                    && channel.read(end, channel.size() - MAGIC.length) == MAGIC.length
                    && Arrays.equals(end.array(), MAGIC);
        }
    }

    private static void requireParquet(Path file, StorageLocation stored) throws IOException, DataException {
        try (var in = Files.newInputStream(file)) {
            if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
                throw new DataException(stored + " is not a Parquet file; give files that are no data a name that"
                        + " starts with a dot");
            }
        }
    }

    public boolean isEmpty() {
        return files.isEmpty();
    }

    /** The files as a table expression. */
    public String table(String... options) {
        return Sql.parquet(files, options);
    }

    /** The same text with the stored names in place of the local ones, which mean nothing to its reader. */
    public String named(String text) {
        String named = text;
        for (int i = 0; i < files.size(); i++) {
            named = named.replace(files.get(i).toString(), names.get(i));
        }
        return named;
    }
}
