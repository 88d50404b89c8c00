package io.dyff.operator.steps.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dyff.operator.rows.schema.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of datasets before anybody evaluates them; the ids are those of the field reports. */
class DatasetReportTest {

    /** Of _index_ int64, text string, when timestamp and tags list of string. */
    private static final String SCHEMA =
            "/////zgBAAAQAAAAAAAKAAwABgAFAAgACgAAAAABBAAMAAAACAAIAAAABAAIAAAABAAAAAQAAADQAAAA"
                    + "kAAAAFwAAAAEAAAAUP///wAAAQwUAAAAHAAAAAQAAAABAAAAFAAAAAQAAAB0YWdzAAAAAID///98////"
                    + "AAABBRAAAAAYAAAABAAAAAAAAAAEAAAAaXRlbQAAAACo////pP///wAAAQoQAAAAHAAAAAQAAAAAAAAA"
                    + "BAAAAHdoZW4AAAYACAAGAAYAAAAAAAIA1P///wAAAQUQAAAAHAAAAAQAAAAAAAAABAAAAHRleHQAAAAA"
                    + "BAAEAAQAAAAQABQACAAGAAcADAAAABAAEAAAAAAAAQIQAAAAIAAAAAQAAAAAAAAABwAAAF9pbmRleF8A"
                    + "CAAMAAgABwAIAAAAAAAAAUAAAAA=";

    @TempDir
    private Path folder;

    private TestingDataset dataset;

    @BeforeEach
    void open() throws Exception {
        dataset = new TestingDataset(folder);
    }

    @AfterEach
    void close() throws Exception {
        dataset.close();
    }

    private Path add(String name, String query) throws Exception {
        return dataset.add(name, query);
    }

    private DatasetReport report(String arrowSchema) throws Exception {
        return DatasetReport.of(dataset.db, dataset.tree(), Optional.ofNullable(arrowSchema), List.of("README.md"));
    }

    private void refuse(String arrowSchema, String... messages) {
        assertThatThrownBy(() -> report(arrowSchema))
                .isInstanceOf(DataException.class)
                .message()
                .contains(messages);
    }

    @Test
    void shouldTellRowsColumnsAndDigests() throws Exception {
        add("a.parquet", "SELECT i AS _index_, 'x' AS text FROM range(10) t(i)");
        Path second = add("b.parquet", "SELECT 10 + i AS _index_, 'y' AS text FROM range(5) t(i)");
        DatasetReport report = report(null);
        assertThat(report.rows()).isEqualTo(15);
        assertThat(report.columns())
                .containsExactly(
                        new DatasetReport.Column("_index_", "BIGINT"), new DatasetReport.Column("text", "VARCHAR"));
        assertThat(report.files()).extracting(DatasetReport.DataFile::rows).containsExactly(10L, 5L);
        assertThat(report.files().get(1).size()).isEqualTo(Files.size(second));
        assertThat(report.files().get(1).sha256())
                .hasSize(64)
                .isNotEqualTo(report.files().get(0).sha256());
        assertThat(report.ignored()).containsExactly("README.md");
    }

    @Test
    void shouldKeepTheRowWithTheLowestIndex() throws Exception {
        add("a.parquet", "SELECT 9 - i AS _index_, 'x' || i AS text, [i, NULL] AS list FROM range(10) t(i)");
        FirstRow first = report(null).first();
        assertThat(first.index()).isZero();
        assertThat(first.row().toString()).isEqualTo("{\"_index_\":0,\"text\":\"x9\",\"list\":[9,null]}");
    }

    @Test
    void shouldKeepNoRowThatIsLarge() throws Exception {
        add("a.parquet", "SELECT i AS _index_, repeat('x', 70000) AS text FROM range(3) t(i)");
        assertThat(report(null).first()).isNull();
    }

    @Test
    void shouldKeepNoRowWithoutAFormInJson() throws Exception {
        add("a.parquet", "SELECT 3 AS _index_, 'nan'::DOUBLE AS score");
        assertThat(report(null).first()).isNull();
    }

    @Test
    void d3ShouldRefuseAnIndexThatIsMissing() throws Exception {
        add("a.parquet", "SELECT 'x' AS text");
        refuse(null, "has no column _index_");
    }

    @Test
    void d3ShouldRefuseAnIndexThatIsNoWholeNumber() throws Exception {
        add("a.parquet", "SELECT 'x' AS _index_");
        refuse(null, "Column _index_", "must be int64, it is VARCHAR");
    }

    @Test
    void d3ShouldRefuseAnIndexThatIsThereTwice() throws Exception {
        add("a.parquet", "SELECT i // 2 AS _index_ FROM range(4) t(i)");
        refuse(null, "uses an _index_ twice: 4 rows, 2 indexes");
    }

    @Test
    void d3ShouldRefuseGarbageWithTheNameOfItsFile() throws Exception {
        Path file = dataset.add("part-7.parquet", folder.resolve("g.parquet"));
        Files.writeString(file, "PAR1 and nothing that follows is one, whatever it ends in PAR1");
        refuse(null, "part-7.parquet cannot be read");
    }

    @Test
    void d3ShouldRefuseAnEncryptedFile() {
        dataset.addShipped("secret.parquet", "encrypted.parquet");
        refuse(null, "secret.parquet cannot be read", "ncrypt");
    }

    @Test
    void d8ShouldNameColumnAndAboutTheRowOfATextThatIsNone() {
        dataset.addShipped("part.parquet", "text-that-is-not-utf-8.parquet");
        refuse(null, "column text of part.parquet cannot be read after row 2048", "UTF8");
    }

    @Test
    void shouldReadAColumnThatNobodyUses() throws Exception {
        Path file = add(
                "part.parquet",
                "SELECT i AS _index_, 'a' || hash(i) AS text, md5(i::VARCHAR) AS unused" + " FROM range(20000) t(i)");
        damage(file, "unused");
        refuse(null, "column unused of part.parquet cannot be read after row");
    }

    /** Breaks the header of the column's last page, which no footer shows. */
    private void damage(Path file, String column) throws Exception {
        long at = dataset.db.number("SELECT max(data_page_offset) FROM parquet_metadata('" + file
                + "') WHERE path_in_schema = '" + column + "'");
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < 8; i++) {
            bytes[(int) at + i] = (byte) 0xFF;
        }
        Files.write(file, bytes);
    }

    @Test
    void d7ShouldNameTheRowGroupThatIsTooLargeAndTheRemedy() throws Exception {
        add("part.parquet", "SELECT i AS _index_, repeat(md5(i::VARCHAR), 32768) AS image FROM range(60) t(i)");
        dataset.db.execute("SET memory_limit = '24MB'");
        dataset.db.execute("SET temp_directory = ''");
        refuse(
                null,
                "column image of part.parquet needs too much memory: its largest row group has 6",
                "write the file with fewer rows in a row group");
    }

    @Test
    void d11ShouldRefuseADatasetWithoutRows() throws Exception {
        add("a.parquet", "SELECT 1::BIGINT AS _index_ WHERE false");
        refuse(null, "has no rows");
    }

    @Test
    void d12ShouldTakeTheSchemaOfItsFiles() throws Exception {
        add("p.parquet", "SELECT 1::BIGINT AS _index_, 'a' AS text, now()::TIMESTAMP AS \"when\", ['a'] AS tags");
        assertThat(report(SCHEMA).rows()).isEqualTo(1);
    }

    @Test
    void d12ShouldTakeAPartitionFolderForAColumn() throws Exception {
        add("text=a/p.parquet", "SELECT 1::BIGINT AS _index_, now()::TIMESTAMP AS \"when\", ['a'] AS tags");
        assertThat(report(SCHEMA).names()).isEqualTo("_index_, when, tags, text");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
                    ['a'] AS tags                  | declares a column text that no file has
                    1 AS text, ['a'] AS tags       | declares column text as Utf8, in the files it is INTEGER
                    'a' AS text, 'b' AS tags       | declares column tags as List, in the files it is VARCHAR
                    'a' AS text, ['b'] AS tags, 1 AS more | does not declare the column more of the files
                    """)
    void d12ShouldNameWhatTheSchemaSaysOtherwise(String columns, String message) throws Exception {
        add("p.parquet", "SELECT 1::BIGINT AS _index_, now()::TIMESTAMP AS \"when\", " + columns);
        refuse(SCHEMA, "The schema of the dataset s3://dyff/datasets/d " + message);
    }

    @Test
    void d12ShouldRefuseASchemaThatIsNone() throws Exception {
        add("p.parquet", "SELECT 1::BIGINT AS _index_");
        refuse("AAAA", "arrowSchema is cut off or damaged");
    }

    @ParameterizedTest
    @CsvSource({
        "part-0.parquet, data",
        "a=1/_part.parquet, data",
        "table.feather, data",
        "_replication_=x/p.parquet, data",
        "_SUCCESS, ignored",
        "sub/_common_metadata, ignored",
        "README, ignored",
        "readme.md, ignored",
        "notes.txt, ignored",
        "part-0.parquet.crc, ignored",
        ".dyff/artifacts.json, hidden",
        "a/.tmp/p.parquet, hidden"
    })
    void d3ShouldTellDataByItsName(String path, String what) {
        assertThat(DataFiles.isData(path)).isEqualTo(what.equals("data"));
        assertThat(DataFiles.isIgnored(path)).isEqualTo(what.equals("ignored"));
    }
}
