package io.dyff.routes.state.sink;

import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.host.errors.BadRecordException;
import io.dyff.routes.progress.Position;
import io.dyff.routes.state.EntityVersion;
import io.dyff.routes.state.StateRecord;
import io.dyff.routes.state.WholeTopic;
import io.dyff.routes.state.facet.Facets;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/** The state topic as it stands, copied into the table {@code entity_shadow} of a connection. */
final class Shadow {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Map<Integer, Position> ends = new TreeMap<>();
    private final List<String> refused = new ArrayList<>();
    private long records;

    private final Facets facets;

    private Shadow(Facets facets) {
        this.facets = facets;
    }

    /**
     * Reads the whole topic, into a table that is there already.
     *
     * @param facets works out what the rows are found by; the filters must not change meanwhile
     */
    static Shadow fill(Connection connection, WholeTopic topic, DataFiles files, Facets facets) throws SQLException {
        Shadow shadow = new Shadow(facets);
        try (OutputStream copy = new PGCopyOutputStream(
                connection.unwrap(PGConnection.class), files.text("copy-entity-shadow.sql"), BUFFER_BYTES)) {
            topic.read(record -> shadow.add(record, copy));
            return shadow;
        } catch (IOException e) {
            throw new UncheckedIOException("the states were not copied: " + e.getMessage(), e);
        }
    }

    private void add(StateRecord state, OutputStream copy) {
        records++;
        long event = -1;
        try {
            EntityVersion entity = EntityVersion.of(state);
            copy.write(CopyLine.of(entity, facets));
            event = entity.version();
        } catch (BadRecordException e) {
            refused.add(state.key() + ": " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ends.merge(state.partition(), new Position(state.partition(), state.offset(), event), Position::latest);
    }

    /** Records that were read. */
    long records() {
        return records;
    }

    /** Where the reading ended, by partition. */
    Map<Integer, Position> ends() {
        return ends;
    }

    /** Records that can be no rows, and why. */
    List<String> refused() {
        return List.copyOf(refused);
    }
}
