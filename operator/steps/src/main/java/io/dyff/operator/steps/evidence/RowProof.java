package io.dyff.operator.steps.evidence;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.dyff.operator.steps.storage.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One row and the way from it to the root, so that it can be shown without the others.
 *
 * @param row its text
 * @param path hashes from the leaf up, in hex
 */
@JsonPropertyOrder({"version", "row", "leafIndex", "treeSize", "path", "root"})
record RowProof(int version, String row, long leafIndex, long treeSize, List<String> path, String root) {

    static final int VERSION = 1;

    static RowProof read(Path file) throws EvidenceException {
        JsonFields proof = JsonFile.read("The row proof", file);
        if (proof.count("version") != VERSION) {
            throw proof.wrong("version", VERSION + ", the only one that is known here");
        }
        List<String> path = proof.texts("path");
        for (int i = 0; i < path.size(); i++) {
            if (!Sha256.isHex(path.get(i))) {
                throw proof.wrong("path[" + i + "]", "64 hex digits, small ones");
            }
        }
        return new RowProof(
                VERSION,
                proof.text("row"),
                proof.count("leafIndex"),
                proof.count("treeSize"),
                path,
                proof.sha256("root"));
    }

    Check check(Evidence.Rows attested) {
        List<String> differences = new ArrayList<>();
        if (treeSize != attested.count()) {
            differences.add("treeSize is " + treeSize + ", attested are " + attested.count() + " rows");
        }
        if (!root.equals(attested.root())) {
            differences.add("root is " + root + ", attested is " + attested.root());
        }
        if (differences.isEmpty() && !leads()) {
            differences.add(
                    "path: it does not lead from this row, as leaf " + leafIndex + " of " + treeSize + ", to the root");
        }
        return Check.of("row proof", key() + "leaf " + leafIndex + " of " + treeSize, differences);
    }

    /** Of the row, as far as it says. */
    private String key() {
        try {
            JsonFields keys = JsonFile.parse("row", row.getBytes(StandardCharsets.UTF_8));
            return "row " + keys.count("_index_") + " of replication " + keys.text("_replication_") + ", ";
        } catch (EvidenceException e) {
            return "";
        }
    }

    private boolean leads() {
        List<byte[]> hashes =
                path.stream().map(hex -> Sha256.parse(hex).orElseThrow()).toList();
        return AuditPath.root(new MerkleHash().leaf(row), leafIndex, treeSize, hashes)
                .filter(found -> Sha256.hex(found).equals(root))
                .isPresent();
    }
}
