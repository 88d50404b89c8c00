package io.dyff.operator.steps.evidence;

import io.dyff.operator.rows.schema.DataException;
import io.dyff.operator.steps.data.DataFiles;
import io.dyff.operator.steps.data.DuckDb;
import io.dyff.operator.steps.data.ParquetTree;
import io.dyff.operator.steps.data.RowLeaves;
import io.dyff.operator.steps.storage.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The rows of what an evaluation published, in a folder: its Parquet files that are not hidden. */
final class PublishedRows {

    /**
     * @param names all files of the folder
     * @param scratch an empty folder
     */
    static RowLeaves open(
            DuckDb db, Path folder, Collection<String> names, Map<String, String> partitions, Path scratch)
            throws IOException, SQLException, DataException {
        List<String> rows = names.stream()
                .filter(name -> ParquetTree.isParquet(name) && !DataFiles.isHidden(name))
                .sorted()
                .toList();
        if (rows.isEmpty()) {
            throw new DataException("No file holds rows: there is none whose name ends in .parquet");
        }
        return RowLeaves.open(db, folder, rows, partitions, scratch);
    }

    static Evidence.Rows summed(RowLeaves leaves, Map<String, String> partitions) throws SQLException {
        var root = new MerkleRoot();
        leaves.forEach(root::add);
        return new Evidence.Rows(Evidence.ALGORITHM, root.count(), Sha256.hex(root.root()), partitions);
    }

    private PublishedRows() {}
}
