package io.dyff.operator.steps.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.operator.steps.data.DuckDb;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The root of a small table, with the texts of its rows and its tree written down by hand. */
class PublishedRowsTest {

    @TempDir
    Path folder;

    private static byte[] sha256(byte[]... parts) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    private static byte[] leaf(String text) throws Exception {
        return sha256(new byte[] {0}, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] node(byte[] left, byte[] right) throws Exception {
        return sha256(new byte[] {1}, left, right);
    }

    private Evidence.Rows rows(String query) throws Exception {
        Path files = Files.createDirectories(folder.resolve("files"));
        try (var db = DuckDb.open(folder)) {
            db.execute("COPY (" + query + ") TO '" + files.resolve("part-0.parquet") + "' (FORMAT parquet)");
            var leaves = PublishedRows.open(db, files, List.of("part-0.parquet"), Map.of(), folder.resolve("scratch"));
            return PublishedRows.summed(leaves, Map.of());
        }
    }

    @Test
    void shouldHaveTheRootThatIsMadeByHand() throws Exception {
        Evidence.Rows rows = rows("""
                SELECT r AS _replication_, i::BIGINT AS _index_, n::BIGINT AS n, x::DOUBLE AS x, s, b, t,
                  [{'text': s, 'b': [n, NULL], '_response_index_': 0}, NULL] AS responses
                FROM (VALUES
                  ('r2', 0, 9223372036854775807, '0.1', 'say "hi"\\' || chr(10) || chr(31) || 'é😀', '\\x00\\xFF'::BLOB, TIMESTAMP '2024-01-02 03:04:05'),
                  ('r1', 10, NULL, NULL, NULL, NULL, NULL),
                  ('r1', 9, -1, '-inf', '', ''::BLOB, TIMESTAMP '1969-12-31 23:59:59.999999')) t(r, i, n, x, s, b, t)""");

        byte[] first = leaf(
                "{\"_index_\":9,\"_replication_\":\"r1\",\"b\":\"\",\"n\":-1,\"responses\":[{\"_response_index_\":0,"
                        + "\"b\":[-1,null],\"text\":\"\"},null],\"s\":\"\",\"t\":\"1969-12-31T23:59:59.999999\",\"x\":\"-Infinity\"}");
        byte[] second = leaf(
                "{\"_index_\":10,\"_replication_\":\"r1\",\"b\":null,\"n\":null,\"responses\":[{\"_response_index_\":0,"
                        + "\"b\":[null,null],\"text\":null},null],\"s\":null,\"t\":null,\"x\":null}");
        String text = "say \\\"hi\\\"\\\\\\n\\u001fé😀";
        byte[] third = leaf("{\"_index_\":0,\"_replication_\":\"r2\",\"b\":\"AP8=\",\"n\":9223372036854775807,"
                + "\"responses\":[{\"_response_index_\":0,\"b\":[9223372036854775807,null],\"text\":\"" + text
                + "\"},null],\"s\":\"" + text
                + "\",\"t\":\"2024-01-02T03:04:05.000000\",\"x\":\"1.0000000000000001e-01\"}");

        assertThat(rows.count()).isEqualTo(3);
        assertThat(rows.root()).isEqualTo(HexFormat.of().formatHex(node(node(first, second), third)));
    }
}
