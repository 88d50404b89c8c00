package io.dyff.operator.steps.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dyff.operator.rows.schema.DataException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The text of a row is what docs/attestations.md says, and the leaves are the same in whatever files the rows are. */
class RowLeavesTest {

    private static final String ROWS = "SELECT ['b', 'a', 'ä'][1 + i % 3] AS _replication_, i // 3 AS _index_,"
            + " [{'_response_index_': 0::BIGINT, 'text': 'answer ' || i}] AS responses, (i % 4)::INTEGER AS n,"
            + " CASE i % 5 WHEN 0 THEN NULL WHEN 1 THEN 'nan' ELSE i / 7 END::FLOAT AS x,"
            + " CASE i % 3 WHEN 0 THEN NULL WHEN 1 THEN '' ELSE 'a/b=%[*]?' END AS s FROM range(3000) t(i)";

    @TempDir
    Path folder;

    private int made;

    private Path copy(String rows, String options) throws Exception {
        Path files = Files.createDirectories(folder.resolve("out=" + made++));
        try (var db = DuckDb.open(folder)) {
            db.execute("SET preserve_insertion_order = true");
            db.execute("COPY (" + rows + ") TO '" + files.resolve("x.parquet") + "' (FORMAT parquet" + options + ")");
        }
        return files;
    }

    private static List<String> names(Path files) throws IOException {
        try (Stream<Path> walk = Files.walk(files)) {
            return walk.filter(Files::isRegularFile)
                    .map(file -> files.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private interface Use<T> {
        T of(RowLeaves leaves) throws Exception;
    }

    private <T> T with(Path files, Map<String, String> partitions, Use<T> use) throws Exception {
        Path scratch = Files.createDirectories(folder.resolve("scratch-" + made++));
        try (var db = DuckDb.open(scratch)) {
            return use.of(RowLeaves.open(db, files, names(files), partitions, scratch.resolve("rows")));
        }
    }

    private List<String> leaves(Path files, Map<String, String> partitions) throws Exception {
        return with(files, partitions, leaves -> {
            List<String> hashes = new ArrayList<>();
            leaves.forEach(hash -> hashes.add(HexFormat.of().formatHex(hash)));
            return hashes;
        });
    }

    @Test
    void shouldMakeTheSameLeavesOfLargeRowsInParts() throws Exception {
        Path files = copy(ROWS, "");
        Path scratch = Files.createDirectories(folder.resolve("in-parts"));
        List<String> hashes = new ArrayList<>();
        try (var db = DuckDb.open(scratch)) {
            RowLeaves.open(db, files, names(files), Map.of(), scratch.resolve("rows"), 10_000)
                    .forEach(hash -> hashes.add(HexFormat.of().formatHex(hash)));
        }
        assertThat(hashes).hasSize(3000).isEqualTo(leaves(files, Map.of()));
    }

    private String text(String columns) throws Exception {
        return with(
                copy("SELECT 'r' AS _replication_, 1::BIGINT AS _index_, " + columns, ""),
                Map.of(),
                leaves -> leaves.find("r", 1).text());
    }

    private void assertText(String column, String form) throws Exception {
        assertThat(text(column + " AS v")).isEqualTo("{\"_index_\":1,\"_replication_\":\"r\",\"v\":" + form + "}");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            9223372036854775807::BIGINT => 9223372036854775807
            (-9223372036854775808)::BIGINT => -9223372036854775808
            18446744073709551615::UBIGINT => 18446744073709551615
            (-7)::TINYINT => -7
            true => true
            NULL::VARCHAR => null
            0.1::DOUBLE => "1.0000000000000001e-01"
            0.1::FLOAT => "1.0000000149011612e-01"
            '-0.0'::DOUBLE => "-0.0000000000000000e+00"
            1e100::DOUBLE => "1.0000000000000000e+100"
            'nan'::DOUBLE => "NaN"
            '-inf'::DOUBLE => "-Infinity"
            'inf'::FLOAT => "Infinity"
            1.50::DECIMAL(10,2) => "1.50"
            '\\x00\\xFFa'::BLOB => "AP9h"
            DATE '2024-02-29' => "2024-02-29"
            TIMESTAMP '2024-01-02 03:04:05.1' => "2024-01-02T03:04:05.100000"
            '2024-01-02 03:04:05.123456+02'::TIMESTAMPTZ => "2024-01-02T01:04:05.123456Z"
            '2024-01-02 03:04:05.123456789'::TIMESTAMP_NS => "2024-01-02T03:04:05.123456789"
            'a"b\\c/d' => "a\\"b\\\\c/d"
            chr(0) || chr(8) || chr(9) || chr(10) || chr(12) || chr(13) => "\\u0000\\b\\t\\n\\f\\r"
            chr(11) || '\\u000B\\' || chr(31) || chr(127) => "\\u000b\\\\u000B\\\\\\u001f\u007f"
            'é€😀' || chr(8232) => "é€😀\u2028"
            [1, NULL, 2] => [1,null,2]
            [NULL::DOUBLE, 1] => [null,"1.0000000000000000e+00"]
            []::INTEGER[] => []
            NULL::DOUBLE[] => null
            [{'b': 1, 'a': [{'z': 1.5::DOUBLE, 'Y': NULL::DOUBLE}]}, NULL] => [{"a":[{"Y":null,"z":"1.5000000000000000e+00"}],"b":1},null]
            MAP {'b': 1, 'a': 2.5::DOUBLE} => [{"key":"a","value":"2.5000000000000000e+00"},{"key":"b","value":"1.0000000000000000e+00"}]
            MAP {10: 'x', 9: 'y'} => [{"key":9,"value":"y"},{"key":10,"value":"x"}]
            """)
    void shouldGiveEachValueItsForm(String sql, String form) throws Exception {
        assertText(sql, form);
    }

    /** In UTF-16 the emoji would come first, and without regard to case x before Y. */
    @Test
    void shouldSortMembersByCodePoint() throws Exception {
        assertThat(text("1 AS \"😀\", 2 AS \"\uFB01\", 3 AS x, 4 AS \"Y\", 5 AS \"q\"\"t\""))
                .isEqualTo(
                        "{\"Y\":4,\"_index_\":1,\"_replication_\":\"r\",\"q\\\"t\":5,\"x\":3,\"\uFB01\":2,\"😀\":1}");
    }

    /** Those of them that the database's own text of a double gets wrong, and a sample. */
    @Test
    void shouldGiveDoublesSeventeenExactDigits() throws Exception {
        List<Double> doubles = new ArrayList<>(List.of(
                0x1p81, 0x1p91, 8.535058474086213e+242, Double.MIN_VALUE, Double.MAX_VALUE, 1e23, 9007199254740993.0));
        new Random(5).doubles(200).map(x -> (x - 0.5) * 1e9).forEach(doubles::add);
        String sql = doubles.stream().map(x -> "'" + x + "'::DOUBLE").toList().toString();
        String form = doubles.stream().map(x -> '"' + exact(x) + '"').toList().toString();
        assertText(sql, form.replace(" ", ""));
    }

    private static String exact(double x) {
        BigDecimal digits = new BigDecimal(x).round(new MathContext(17, RoundingMode.HALF_EVEN));
        String all = digits.unscaledValue().abs() + "0".repeat(17);
        int exponent = digits.precision() - digits.scale() - 1;
        return (x < 0 ? "-" : "") + all.charAt(0) + "." + all.substring(1, 17) + "e" + (exponent < 0 ? "-" : "+")
                + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }

    @Test
    void shouldHashTheTextBehindAZeroByte() throws Exception {
        Path files = copy("SELECT 'r' AS _replication_, 1::BIGINT AS _index_, 'é' AS v", "");
        byte[] hash = MessageDigest.getInstance("SHA-256")
                .digest("\0{\"_index_\":1,\"_replication_\":\"r\",\"v\":\"é\"}".getBytes(UTF_8));
        assertThat(leaves(files, Map.of())).containsExactly(HexFormat.of().formatHex(hash));
    }

    @Test
    void shouldOrderRowsByReplicationAndIndexAndKeepDuplicates() throws Exception {
        Path files = copy(
                "SELECT r AS _replication_, i::BIGINT AS _index_, v FROM (VALUES"
                        + " ('b', 2, 1), ('b', 10, 2), ('a', 3, 3), ('b', 2, 4), ('b', 2, 1)) t(r, i, v)",
                "");
        assertThat(leaves(files, Map.of())).hasSize(5);
        with(files, Map.of(), leaves -> {
            assertThat(leaves.find("a", 3).leaf()).isZero();
            assertThat(leaves.find("b", 2).leaf()).isEqualTo(1);
            assertThat(leaves.find("b", 10).leaf()).isEqualTo(4);
            assertThat(leaves.replications(2)).containsExactly("b");
            return null;
        });
        Path others = copy(
                "SELECT r AS _replication_, i::BIGINT AS _index_, v FROM (VALUES"
                        + " ('b', 2, 4), ('b', 2, 1), ('b', 2, 1), ('a', 3, 3), ('b', 10, 2)) t(r, i, v)",
                "");
        assertThat(leaves(others, Map.of())).isEqualTo(leaves(files, Map.of()));
    }

    @Test
    void shouldHaveTheSameLeavesInAnyNumberOfFilesAndRowGroups() throws Exception {
        List<String> expected = leaves(copy(ROWS, ""), Map.of());
        assertThat(expected).hasSize(3000).doesNotHaveDuplicates();
        for (int parts : List.of(1, 3, 10)) {
            Path files = Files.createDirectories(folder.resolve("parts-" + parts));
            for (int part = 0; part < parts; part++) {
                Path one = copy(
                        "SELECT x, s, responses, _index_, n, _replication_ FROM (" + ROWS
                                + ") WHERE hash(_index_, n) % " + parts + " = " + part,
                        ", ROW_GROUP_SIZE " + (2048 * (part + 1)) + ", COMPRESSION "
                                + (part % 2 == 0 ? "zstd" : "snappy"));
                Files.move(one.resolve("x.parquet"), files.resolve("part-" + part + ".parquet"));
            }
            assertThat(names(files)).hasSize(parts);
            assertThat(leaves(files, Map.of())).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"_replication_,string", "_index_,int64", "n,int32", "x,float", "s,string"})
    void shouldHaveTheSameLeavesInPartitionFolders(String column, String type) throws Exception {
        Path files = copy("SELECT * FROM (" + ROWS + ") WHERE _index_ < 50", ", PARTITION_BY (" + column + ")");
        assertThat(names(files)).hasSizeGreaterThan(2);
        assertThat(leaves(files, Map.of(column, type)))
                .hasSize(150)
                .isEqualTo(leaves(copy("SELECT * FROM (" + ROWS + ") WHERE _index_ < 50", ""), Map.of()));
    }

    @Test
    void shouldHaveOtherLeavesWhenAnyRowIsAnother() throws Exception {
        List<String> leaves = leaves(copy(ROWS, ""), Map.of());
        List<String> others = leaves(
                copy("SELECT * REPLACE (CASE WHEN _index_ = 7 THEN n + 1 ELSE n END AS n) FROM (" + ROWS + ")", ""),
                Map.of());
        assertThat(others).hasSameSizeAs(leaves);
        others.removeAll(leaves);
        assertThat(others).hasSize(3);
    }

    @Test
    void shouldRefuseATypeWithoutAForm() {
        assertThatThrownBy(() -> text("[{'t': TIME '03:04:05'}] AS v"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("The column v[].t has the type TIME");
    }

    @Test
    void shouldRefuseWhatIsNoTypeOfAPartition() throws Exception {
        Path files = copy(ROWS, "");
        assertThatThrownBy(() -> leaves(files, Map.of("n", "INTEGER) FROM x; --")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no partition type");
    }

    @Test
    void shouldNameTheFileThatCannotBeRead() throws Exception {
        Path files = copy(ROWS, "");
        Files.writeString(files.resolve("y.parquet"), "PAR1 and nothing else");
        assertThatThrownBy(() -> leaves(files, Map.of()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("y.parquet");
    }
}
