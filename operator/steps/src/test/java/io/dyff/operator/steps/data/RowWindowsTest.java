package io.dyff.operator.steps.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.operator.steps.data.RowWindows.Window;
import io.dyff.operator.steps.storage.StorageLocation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Datasets whose rows are handed out in parts. */
class RowWindowsTest {

    @TempDir
    private Path folder;

    private DuckDb db;

    @BeforeEach
    void open() throws Exception {
        db = DuckDb.open(folder);
    }

    @AfterEach
    void close() throws Exception {
        db.close();
    }

    private void dataset(String query) throws Exception {
        Path file = folder.resolve("a.parquet");
        db.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet)");
        Dataset.open(db, new ParquetTree(new StorageLocation("dyff", "d"), List.of(file), List.of("a.parquet")));
    }

    /** The windows' rows: their number, and the sum of their indexes. */
    private List<List<Long>> rows(List<Window> windows) throws Exception {
        List<List<Long>> rows = new ArrayList<>();
        for (Window window : windows) {
            String from = " FROM " + window.table() + " d WHERE true" + window.condition();
            rows.add(List.of(db.number("SELECT count(*)" + from), db.number("SELECT sum(_index_)" + from)));
        }
        return rows;
    }

    @Test
    void shouldReadSmallRowsAsTheyAre() throws Exception {
        dataset("SELECT i AS _index_, 'x' AS text FROM range(5000) t(i)");
        assertThat(new RowWindows(db, Dataset.VIEW, 1 << 20).of(List.of("_index_", "text")))
                .containsExactly(new Window("dataset", ""));
    }

    @Test
    void shouldReadLargeRowsInPartsThatFitAndEachOnce() throws Exception {
        dataset("SELECT i AS _index_, repeat('x', 100) AS text FROM range(95) t(i)");
        List<List<Long>> rows = rows(new RowWindows(db, Dataset.VIEW, 1_000).of(List.of("_index_", "text")));
        assertThat(rows).hasSize(10);
        assertThat(rows.getFirst()).containsExactly(10L, 45L);
        assertThat(rows.getLast().getFirst()).isEqualTo(5);
        assertThat(rows.stream().mapToLong(row -> row.get(1)).sum()).isEqualTo(94 * 95 / 2);
    }

    @Test
    void shouldReadARowThatFitsIntoNoWindowAlone() throws Exception {
        dataset("SELECT i AS _index_, repeat('x', CASE i WHEN 1 THEN 5000 ELSE 10 END) AS text FROM range(4) t(i)");
        assertThat(rows(new RowWindows(db, Dataset.VIEW, 100).of(List.of("_index_", "text"))))
                .containsExactly(List.of(1L, 0L), List.of(1L, 1L), List.of(2L, 5L));
    }

    @Test
    void shouldCountBytesAndWhatIsInListsAndStructs() throws Exception {
        dataset("SELECT i AS _index_, repeat('x', 300)::BLOB AS bytes, ['y', repeat('z', 300)] AS list,"
                + " {'a': repeat('w', 300)} AS struct FROM range(2) t(i)");
        for (String column : List.of("bytes", "list", "struct")) {
            assertThat(new RowWindows(db, Dataset.VIEW, 500).of(List.of(column)))
                    .as(column)
                    .hasSize(2);
            db.execute("DROP TABLE laid_out");
        }
        assertThat(new RowWindows(db, Dataset.VIEW, 100).of(List.of("_index_"))).hasSize(1);
    }
}
