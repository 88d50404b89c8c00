package io.dyff.operator.steps.evidence;

import io.dyff.operator.rows.schema.DataException;
import io.dyff.operator.steps.data.DuckDb;
import io.dyff.operator.steps.data.RowLeaves;
import io.dyff.operator.steps.data.ScratchFolder;
import io.dyff.operator.steps.storage.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds a row in what an evaluation published, and the way from it to the root. */
final class RowProver {

    private final Path folder;

    RowProver(Path folder) {
        this.folder = folder;
    }

    /** @param replication may be left out where only one has the row */
    RowProof prove(long index, @Nullable String replication)
            throws EvidenceException, NoSuchRowException, IOException, SQLException {
        Collection<String> names = FolderFiles.list("--files", folder).keySet();
        Optional<Evidence.Rows> said = said();
        Map<String, String> partitions = said.map(Evidence.Rows::partitions).orElse(Map.of());
        try (var scratch = new ScratchFolder();
                var db = DuckDb.open(scratch.path())) {
            RowLeaves leaves = PublishedRows.open(db, folder.toRealPath(), names, partitions, scratch.create("rows"));
            RowProof proof = prove(leaves, chosen(leaves, index, replication), index);
            if (said.isPresent() && !said.get().root().equals(proof.root())) {
                throw new EvidenceException("--files " + folder + ": the rows do not have the root of "
                        + EvidenceFile.NAME + "; files were changed, or are missing: download them anew");
            }
            return proof;
        } catch (DataException e) {
            throw new EvidenceException("--files " + folder + ": " + e.getMessage(), e);
        }
    }

    /** What the evidence says of the rows; files in partition folders cannot be read without it. */
    private Optional<Evidence.Rows> said() throws EvidenceException {
        Path file = folder.resolve(EvidenceFile.NAME);
        return Files.exists(file)
                ? Optional.of(
                        Evidence.readRows(JsonFile.read("The evidence", file).object("rows")))
                : Optional.empty();
    }

    private static String chosen(RowLeaves leaves, long index, @Nullable String replication)
            throws NoSuchRowException, SQLException {
        List<String> found = leaves.replications(index);
        if (replication != null) {
            if (!found.contains(replication)) {
                throw new NoSuchRowException("Replication " + replication + " has no row " + index);
            }
            return replication;
        }
        if (found.size() != 1) {
            throw new NoSuchRowException(
                    found.isEmpty()
                            ? "There is no row " + index
                            : "Several replications have row " + index + ": name one of " + String.join(", ", found)
                                    + " with --replication");
        }
        return found.getFirst();
    }

    private static RowProof prove(RowLeaves leaves, String replication, long index) throws SQLException {
        RowLeaves.Found row = leaves.find(replication, index);
        long size = leaves.count();
        var path = new AuditPath(row.leaf(), size);
        var root = new MerkleRoot();
        leaves.forEach(leaf -> {
            path.add(leaf);
            root.add(leaf);
        });
        return new RowProof(
                RowProof.VERSION,
                row.text(),
                row.leaf(),
                size,
                path.hashes().stream().map(Sha256::hex).toList(),
                Sha256.hex(root.root()));
    }
}
