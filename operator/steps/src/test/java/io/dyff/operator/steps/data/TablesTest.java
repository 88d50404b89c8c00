package io.dyff.operator.steps.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.operator.rows.schema.DataException;
import io.dyff.operator.rows.schema.OutputSchema;
import io.dyff.operator.steps.TestingManifest;
import io.dyff.operator.steps.storage.StorageLocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Datasets, work items and batches through a real DuckDB. */
class TablesTest {

    private static final StorageLocation SOMEWHERE = StorageLocation.parse("s3://dyff/datasets/d");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    DuckDb db;

    @BeforeEach
    void open() throws Exception {
        db = DuckDb.open(folder);
    }

    @AfterEach
    void close() throws Exception {
        db.close();
    }

    private ParquetTree parquet(String... queries) throws Exception {
        var files = new ArrayList<Path>();
        for (String query : queries) {
            Path file = folder.resolve("in-" + files.size() + ".parquet");
            db.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet)");
            files.add(file);
        }
        return tree(files);
    }

    private static ParquetTree tree(List<Path> files) {
        return new ParquetTree(
                SOMEWHERE,
                files,
                files.stream().map(file -> file.getFileName().toString()).toList());
    }

    private static ParquetTree none() {
        return tree(List.of());
    }

    private List<String> items(ParquetTree dataset, ParquetTree output, String... replications) throws Exception {
        var items = new ArrayList<String>();
        WorkItems.open(db, Dataset.open(db, dataset), output, none(), List.of(replications))
                .forEach(Optional.empty(), new WorkItems.Sink() {
                    @Override
                    public void accept(WorkItem item) {
                        items.add(item.replication() + " " + item.index() + " " + item.row());
                    }

                    @Override
                    public void unreadable(String replication, long index, String why) {
                        items.add(replication + " " + index + " unreadable: " + why);
                    }
                });
        return items;
    }

    @Test
    void shouldHaveOnlyBuiltInExtensions() throws Exception {
        assertThat(db.number("SELECT count(*) FROM duckdb_extensions() WHERE extension_name IN ('json', 'parquet')"
                        + " AND install_mode = 'STATICALLY_LINKED'"))
                .isEqualTo(2);
        assertThat(db.number("SELECT count(*) FROM duckdb_settings() WHERE name IN"
                        + " ('autoinstall_known_extensions', 'autoload_known_extensions') AND value = 'true'"))
                .isZero();
    }

    @Test
    void shouldGiveEveryTypeAJsonForm() throws Exception {
        ParquetTree dataset = parquet("SELECT 1::BIGINT AS _index_, 'a' AS s, 1.5::FLOAT AS f, true AS b, NULL AS n,"
                + " '\\xAA\\xBB'::BLOB AS bin, [1, NULL] AS l, {'x': {'y': 'z'}, 'b': '\\xAA'::BLOB} AS st,"
                + " TIMESTAMP '2026-01-02 03:04:05' AS t, DATE '2026-01-02' AS d, 18446744073709551615::UBIGINT AS u,"
                + " 1.10::DECIMAL(5, 2) AS de");
        assertThat(items(dataset, none(), "r"))
                .containsExactly("r 1 {\"_index_\":1,\"s\":\"a\",\"f\":1.5,\"b\":true,\"n\":null,\"bin\":\"qrs=\","
                        + "\"l\":[1,null],\"st\":{\"x\":{\"y\":\"z\"},\"b\":\"qg==\"},\"t\":\"2026-01-02T03:04:05\","
                        + "\"d\":\"2026-01-02\",\"u\":18446744073709551615,\"de\":1.10}");
    }

    /** D9 of the field reports. */
    @Test
    void shouldGiveTimesOneForm() throws Exception {
        ParquetTree dataset = parquet("SELECT 1::BIGINT AS _index_, TIMESTAMP '2026-01-02 12:00:00' AS a,"
                + " TIMESTAMP '2026-01-02 12:00:00.25' AS b, TIMESTAMPTZ '2026-01-02 12:00:00+00' AS c, TIME '12:00:00' AS d,"
                + " DATE '2026-01-02' AS e, [TIMESTAMP '2026-01-02 12:00:00'] AS f, {'t': TIME '12:00:00'} AS g");
        assertThat(items(dataset, none(), "r"))
                .containsExactly("r 1 {\"_index_\":1,\"a\":\"2026-01-02T12:00:00\",\"b\":\"2026-01-02T12:00:00.25\","
                        + "\"c\":\"2026-01-02T12:00:00Z\",\"d\":\"12:00:00\",\"e\":\"2026-01-02\","
                        + "\"f\":[\"2026-01-02T12:00:00\"],\"g\":{\"t\":\"12:00:00\"}}");
    }

    @Test
    void shouldLeaveOutRowsWithNumbersThatJsonDoesNotHave() throws Exception {
        ParquetTree dataset = parquet("SELECT unnest([4, 5])::BIGINT AS _index_, unnest(['nan', '1.5'])::DOUBLE AS x");
        assertThat(items(dataset, none(), "r"))
                .containsExactly(
                        "r 4 unreadable: column x of the dataset: NaN has no JSON form",
                        "r 5 {\"_index_\":5,\"x\":1.5}");
    }

    @Test
    void shouldGiveAllReplicationsOfEachRowButTheStoredOnes() throws Exception {
        ParquetTree dataset = parquet("SELECT i AS _index_ FROM range(3) t(i)");
        Path stored = folder.resolve("stored.parquet");
        db.execute("COPY (SELECT 'b' AS _replication_, i AS _index_ FROM range(1, 9) t(i) UNION ALL BY NAME"
                + " SELECT 'b' AS _replication_, 1 AS _index_ UNION ALL BY NAME SELECT 'zz' AS _replication_, 0 AS"
                + " _index_) TO '" + stored + "' (FORMAT parquet)");
        var output = tree(List.of(stored));

        assertThat(items(dataset, output, "a", "b"))
                .containsExactlyInAnyOrder(
                        "a 0 {\"_index_\":0}", "b 0 {\"_index_\":0}", "a 1 {\"_index_\":1}", "a 2 {\"_index_\":2}");
    }

    @Test
    void shouldCountWhatIsStoredAndNeeded() throws Exception {
        Dataset dataset = Dataset.open(db, parquet("SELECT i AS _index_ FROM range(3) t(i)"));
        Path stored = folder.resolve("stored.parquet");
        db.execute("COPY (SELECT 'a' AS _replication_, i AS _index_ FROM range(1, 9) t(i)) TO '" + stored
                + "' (FORMAT parquet)");

        WorkItems items = WorkItems.open(db, dataset, tree(List.of(stored)), none(), List.of("a", "b"));

        assertThat(List.of(items.total(), items.alreadyStored(), items.remaining()))
                .containsExactly(6L, 2L, 4L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1 AS x | has no column _index_",
                "SELECT '1' AS _index_ | Column _index_ of the dataset s3://dyff/datasets/d must be int64, it is VARCHAR",
                "SELECT -1 AS _index_ | 1 rows whose _index_ is null or negative",
                "SELECT NULL::BIGINT AS _index_ | 1 rows whose _index_ is null or negative",
                "SELECT 1 AS _index_ FROM range(2) | uses an _index_ twice: 2 rows, 1 indexes",
            })
    void shouldRefuseADatasetThatBreaksTheRules(String query, String message) throws Exception {
        ParquetTree dataset = parquet(query);
        assertThatThrownBy(() -> Dataset.open(db, dataset))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(message);
    }

    @Test
    void shouldRefuseADatasetWithoutFiles() {
        assertThatThrownBy(() -> Dataset.open(db, none()))
                .hasMessage("The dataset s3://dyff/datasets/d has no files; is its id right?");
    }

    @Test
    void shouldAcceptADatasetWithoutRows() throws Exception {
        assertThat(items(parquet("SELECT 1 AS _index_ WHERE false"), none(), "r"))
                .isEmpty();
    }

    @Test
    void shouldWriteBatchesThatReadBackExactly() throws Exception {
        String arrow = TestingManifest.vectors("data_frames")
                .at("/named_schemas/make_output_schema(binary.Media)/arrowSchema")
                .textValue();
        OutputSchema schema = OutputSchema.of(arrow);
        List<ObjectNode> rows = List.of(
                schema.row("00", 1, List.of(JSON.readTree("{\"data\":\"qrs=\",\"mediaType\":\"a\\u0000'b\"}"))),
                schema.row("00", 2, List.of()),
                schema.row("00", 3, List.of(JSON.readTree("{}"))),
                schema.nullRow("00", 4));
        Path file = folder.resolve("batch.parquet");

        write(schema, rows, file);

        try (var statement = db.connection().createStatement();
                var result = statement.executeQuery("SELECT string_agg(CASE WHEN responses IS NULL THEN 'null' ELSE"
                        + " len(responses) || ':' || coalesce(hex(responses[1].data), '-') || ':'"
                        + " || coalesce(hex(responses[1].mediaType), '-') END, ' ' ORDER BY _index_)"
                        + " FROM read_parquet('" + file + "')")) {
            result.next();
            assertThat(result.getString(1)).isEqualTo("1:AABB:61002762 0:-:- 1:-:- null");
        }
    }

    private void write(OutputSchema schema, List<ObjectNode> rows, Path file) throws Exception {
        try (var batch = new BatchRows(folder.resolve("batch.jsonl"))) {
            for (ObjectNode row : rows) {
                batch.add(BatchFile.line(row));
            }
            int written = new BatchFile(db, schema).write(batch, file, refused -> {
                throw new AssertionError(refused);
            });
            assertThat(written).isEqualTo(rows.size());
        }
    }

    @Test
    void shouldLeaveOutOnlyTheRowThatTheDatabaseRefuses() throws Exception {
        OutputSchema schema = OutputSchema.of(TestingManifest.textOutputSchema());
        Path file = folder.resolve("batch.parquet");
        var refused = new ArrayList<BatchFile.Refused>();
        int written;
        try (var batch = new BatchRows(folder.resolve("batch.jsonl"))) {
            batch.add(BatchFile.line(schema.nullRow("r", 1)));
            batch.add("{\"_replication_\":\"r\",\"_index_\":2,\"responses\":\"none\"}".getBytes(UTF_8));
            batch.add(BatchFile.line(schema.nullRow("r", 3)));
            written = new BatchFile(db, schema).write(batch, file, refused::add);
        }
        assertThat(written).isEqualTo(2);
        assertThat(refused).singleElement().satisfies(row -> {
            assertThat(row.replication()).isEqualTo("r");
            assertThat(row.index()).isEqualTo(2);
        });
        assertThat(db.number("SELECT sum(_index_)::BIGINT FROM read_parquet('" + file + "')"))
                .isEqualTo(4);
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().contains("jsonl"));
    }

    @Test
    void shouldWriteRowsLargerThanTheReadersDefault() throws Exception {
        OutputSchema schema = OutputSchema.of(TestingManifest.textOutputSchema());
        String large = "x".repeat(20 << 20);
        Path file = folder.resolve("batch.parquet");

        write(schema, List.of(schema.row("r", 1, List.of(JSON.createObjectNode().put("text", large)))), file);

        assertThat(db.number("SELECT len(responses[1].text) FROM read_parquet('" + file + "')"))
                .isEqualTo(large.length());
    }

    @Test
    void shouldGenerateDistinctTexts() throws Exception {
        Path file = folder.resolve("seed.parquet");
        assertThat(new SeedTable(db).generate(5000, file)).isEqualTo(5000);
        assertThat(db.number("SELECT count(DISTINCT text) FROM read_parquet('" + file + "')"))
                .isEqualTo(5000);
        assertThat(Dataset.open(db, tree(List.of(file))).rows()).isEqualTo(5000);
    }

    @Test
    void shouldConvertReadableSources() throws Exception {
        Path csv = Files.writeString(folder.resolve("a.csv"), "id,text\n007,\"a, b\"\n008,c\n");
        Path jsonl = Files.writeString(
                folder.resolve("a.jsonl"), "{\"_index_\":5,\"text\":\"x\"}\n{\"_index_\":6,\"text\":\"y\"}\n");
        var table = new SeedTable(db);

        table.convert(csv, folder.resolve("csv.parquet"));
        table.convert(jsonl, folder.resolve("jsonl.parquet"));

        assertThat(items(tree(List.of(folder.resolve("csv.parquet"))), none(), "r"))
                .containsExactly(
                        "r 0 {\"_index_\":0,\"id\":\"007\",\"text\":\"a, b\"}",
                        "r 1 {\"_index_\":1,\"id\":\"008\",\"text\":\"c\"}");
        assertThat(db.number("SELECT sum(_index_) FROM read_parquet('" + folder.resolve("jsonl.parquet") + "')"))
                .isEqualTo(11);
        assertThatThrownBy(() -> table.convert(folder.resolve("none.csv"), folder.resolve("x")))
                .hasMessageContaining("none.csv cannot be read");
    }
}
