package io.dyff.operator.steps.evidence;

import io.dyff.operator.rows.schema.DataException;
import io.dyff.operator.steps.data.DuckDb;
import io.dyff.operator.steps.data.ScratchFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Makes the Merkle tree of the rows in a folder anew and compares it with the one that is attested. */
final class RowsCheck {

    /** @param names all files of the folder */
    static Check run(Path folder, Collection<String> names, Evidence.Rows attested) throws IOException, SQLException {
        List<String> differences = new ArrayList<>();
        try (var scratch = new ScratchFolder();
                var db = DuckDb.open(scratch.path())) {
            var leaves = PublishedRows.open(db, folder, names, attested.partitions(), scratch.create("rows"));
            Evidence.Rows found = PublishedRows.summed(leaves, attested.partitions());
            if (found.count() != attested.count()) {
                differences.add("rows.count: there are " + found.count() + " rows, attested are " + attested.count());
            }
            if (!found.root().equals(attested.root())) {
                differences.add(
                        "rows.root: the rows have the root " + found.root() + ", attested is " + attested.root());
            }
        } catch (DataException e) {
            differences.add("rows: " + e.getMessage());
        }
        return Check.of("rows", attested.count() + " rows, root " + attested.root(), differences);
    }

    private RowsCheck() {}
}
