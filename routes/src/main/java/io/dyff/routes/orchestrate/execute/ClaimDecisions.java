package io.dyff.routes.orchestrate.execute;

import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.orchestrate.admission.AdmissionTable;
import io.dyff.routes.orchestrate.admission.Input.Claimed;
import io.dyff.routes.orchestrate.admission.Loaded;
import io.dyff.routes.orchestrate.admission.Row;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Claims open decisions for a while, so that one owner acts on each. */
public final class ClaimDecisions {
    private static final Logger LOG = LoggerFactory.getLogger(ClaimDecisions.class);

    /** How many decisions of each sort are claimed together. */
    private static final int MOST = 32;

    private final AdmissionTable table;
    private final JdbcClient database;
    private final DataFiles files;
    private final long maxLive;
    private final Duration lease;
    private final BooleanSupplier isBehind;
    private volatile long waiting;

    /**
     * @param maxLive how many custom resources there may be
     * @param lease for how long a claim keeps others away
     * @param isBehind whether an older copy of the database was put back, whose decisions may be over
     */
    public ClaimDecisions(
            AdmissionTable table,
            JdbcClient database,
            DataFiles files,
            long maxLive,
            Duration lease,
            BooleanSupplier isBehind) {
        this.table = table;
        this.database = database;
        this.files = files;
        this.maxLive = maxLive;
        this.lease = lease;
        this.isBehind = isBehind;
    }

    /**
     * @param owner who claims
     * @return the claimed rows; empty when there is nothing to act on
     */
    public List<Row> claim(String owner) {
        List<Row> claimed;
        boolean found;
        do {
            List<Row> loaded = table.inTransaction(() -> claimOnce(owner));
            found = !loaded.isEmpty();
            claimed = loaded.stream()
                    .filter(row ->
                            row.decision().isOpen() && owner.equals(row.lease().owner()))
                    .toList();
            // What was found to be shown already is closed, and nobody's.
        } while (found && claimed.isEmpty());
        return claimed;
    }

    private List<Row> claimOnce(String owner) {
        long live = database.sql(files.text("count-live.sql")).query(Long.class).single();
        List<Loaded> open = table.load("select-open.sql", Map.of("most", MOST));
        // After them: whoever sees the rows of an older copy sees its positions too.
        if (!open.isEmpty() && isBehind.getAsBoolean()) {
            return List.of();
        }
        List<Row> turn = Turn.of(open.stream().map(Loaded::row).toList(), maxLive - live, MOST);
        note(open.stream().map(Loaded::row).filter(Row::needsPlace).count()
                - turn.stream().filter(Row::needsPlace).count());
        Set<Row> chosen = new HashSet<>(turn);
        return table.apply(
                open.stream().filter(found -> chosen.contains(found.row())).toList(),
                found -> new Claimed(owner, lease, found.now()));
    }

    /** How many decided runs were seen to wait for a place in the cluster, of those that came to turn last. */
    public long waiting() {
        return waiting;
    }

    private void note(long now) {
        if (now > 0 && waiting == 0) {
            LOG.warn("decided runs wait: there are {} custom resources, as many as dyff.orchestrate.max-live", maxLive);
        }
        waiting = now;
    }
}
