package io.dyff.operator.steps.data;

import io.dyff.operator.rows.schema.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The hash of each row of published Parquet files, in one order, as leaves of a Merkle tree: SHA-256 of a zero byte and
 * the row's text (RFC 6962 section 2.1). It depends on the rows alone, not on the files that they are in.
 */
public final class RowLeaves {

    private static final String ROWS = "published";
    private static final String TEXTS = "texts";
    private static final String LEAVES = "leaves";

    /** Of the rows whose texts are made at once, by each thread; some copies of them are made on the way. */
    private static final long MOST_BYTES = 32 << 20;

    private static final String ORDER = " ORDER BY r, i, h";

    /** A row's text and its place among the leaves, from 0. */
    public record Found(String text, long leaf) {}

    /** Takes 32 bytes. */
    public interface Sink {
        void accept(byte[] leafHash);
    }

    private final DuckDb db;

    private RowLeaves(DuckDb db) {
        this.db = db;
    }

    /**
     * @param names files below the folder, at least one
     * @param partitions types of the columns that are in the names of folders, in the names of {@link PlainType}
     * @param scratch an empty folder
     * @throws DataException when they are no Parquet files of rows
     */
    public static RowLeaves open(
            DuckDb db, Path folder, List<String> names, Map<String, String> partitions, Path scratch)
            throws IOException, SQLException, DataException {
        return open(db, folder, names, partitions, scratch, MOST_BYTES);
    }

    /** @param most bytes of the rows whose texts are made at once */
    static RowLeaves open(
            DuckDb db, Path folder, List<String> names, Map<String, String> partitions, Path scratch, long most)
            throws IOException, SQLException, DataException {
        List<Path> files = links(folder, names, scratch);
        try {
            db.execute("CREATE VIEW " + ROWS + " AS SELECT *" + typed(partitions) + " FROM " + Sql.parquet(files));
            db.execute("CREATE VIEW " + TEXTS + " AS " + texts(db, new RowWindows.Window(ROWS, "")));
            // The order is total, so that any number of threads may work.
            db.execute("RESET threads");
            hash(db, most);
        } catch (SQLException e) {
            if (!DuckDb.blamesData(e)) {
                throw e;
            }
            throw new DataException("The rows cannot be read: " + named(e, files, names), e);
        }
        return new RowLeaves(db);
    }

    private static String texts(DuckDb db, RowWindows.Window window) throws SQLException, DataException {
        return "SELECT r, i, " + RowText.withSmallEscapes("t") + " AS t FROM (SELECT _replication_ AS r, _index_ AS i, "
                + RowText.of(db, ROWS) + " AS t FROM " + window.table() + " d WHERE true" + window.condition() + ")";
    }

    private static void hash(DuckDb db, long most) throws SQLException, DataException {
        db.execute("CREATE TABLE " + LEAVES + " (r VARCHAR, i BIGINT, h BLOB)");
        Collection<String> columns = db.types("SELECT * FROM " + ROWS).keySet();
        for (RowWindows.Window window : new RowWindows(db, ROWS, most).of(columns)) {
            db.execute("INSERT INTO " + LEAVES + " SELECT r, i, unhex(sha256(chr(0) || t)) FROM (" + texts(db, window)
                    + ")");
        }
    }

    /** Short names without surprises: folders above the files are no partitions, and no character is a wildcard. */
    private static List<Path> links(Path folder, List<String> names, Path scratch) throws IOException {
        List<Path> links = new ArrayList<>();
        for (String name : names) {
            Path link = ParquetTree.localName(scratch, name, links.size());
            Files.createDirectories(link.getParent());
            links.add(Files.createSymbolicLink(link, folder.resolve(name).toAbsolutePath()));
        }
        return links;
    }

    private static String typed(Map<String, String> partitions) throws DataException {
        List<String> columns = new ArrayList<>();
        for (Map.Entry<String, String> partition : partitions.entrySet()) {
            String name = Sql.name(partition.getKey());
            columns.add(name + "::" + PlainType.sqlOf(partition.getValue()) + " AS " + name);
        }
        return columns.isEmpty() ? "" : " REPLACE (" + String.join(", ", columns) + ")";
    }

    private static String named(SQLException e, List<Path> files, List<String> names) {
        String text = String.valueOf(e.getMessage());
        for (int i = 0; i < names.size(); i++) {
            text = text.replace(files.get(i).toString(), names.get(i));
        }
        return text;
    }

    public long count() throws SQLException {
        return db.number("SELECT count(*) FROM " + LEAVES);
    }

    /** In the order of replication, index and, where a key is there twice, the hash itself. */
    public void forEach(Sink sink) throws SQLException {
        try (Statement statement = db.connection().createStatement();
                ResultSet leaves = statement.executeQuery("SELECT h FROM " + LEAVES + ORDER)) {
            while (leaves.next()) {
                sink.accept(leaves.getBytes(1));
            }
        }
    }

    /** Replications that have a row of this index, sorted. */
    public List<String> replications(long index) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = db.connection().createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT DISTINCT r FROM " + LEAVES + " WHERE i = " + index + " ORDER BY r")) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    /** The first of the rows that have this key; there must be one. */
    public Found find(String replication, long index) throws SQLException {
        String r = Sql.text(replication);
        long before = db.number(
                "SELECT count(*) FROM " + LEAVES + " WHERE r < " + r + " OR (r = " + r + " AND i < " + index + ")");
        try (Statement statement = db.connection().createStatement();
                ResultSet rows = statement.executeQuery("SELECT t FROM " + TEXTS + " WHERE r = " + r + " AND i = "
                        + index + " ORDER BY sha256(chr(0) || t) LIMIT 1")) {
            rows.next();
            return new Found(rows.getString(1), before);
        }
    }
}
