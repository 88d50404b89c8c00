package io.dyff.routes.orchestrate.sweep;

import io.dyff.routes.event.WorkflowEvent;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Lets one instance at a time sweep: the database holds the lock as long as its connection lives, and no longer. */
public final class SweepLeader {
    private static final String KEY = "hashtextextended('dyff.sweep', 0)";
    private final DataSource dataSource;
    private final Supplier<List<WorkflowEvent>> sweep;
    private final Runnable overlooked;

    /**
     * @param sweep compares objects with rows, and says what is to be reported
     * @param overlooked judges and decides everything that waits, whatever a crash has left out
     */
    public SweepLeader(DataSource dataSource, Supplier<List<WorkflowEvent>> sweep, Runnable overlooked) {
        this.dataSource = dataSource;
        this.sweep = sweep;
        this.overlooked = overlooked;
    }

    /**
     * @return what is to be reported; nothing when another instance sweeps
     */
    public List<WorkflowEvent> sweep() throws SQLException {
        return lead(() -> {
            overlooked.run();
            return sweep.get();
        });
    }

    /** Looks for what was overlooked only; the leader does it at each sweep. */
    public void overlooked() throws SQLException {
        lead(() -> {
            overlooked.run();
            return List.of();
        });
    }

    private List<WorkflowEvent> lead(Supplier<List<WorkflowEvent>> work) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            if (!isTrue(statement, "select pg_try_advisory_lock(" + KEY + ")")) {
                return List.of();
            }
            try {
                return work.get();
            } finally {
                isTrue(statement, "select pg_advisory_unlock(" + KEY + ")");
            }
        }
    }

    private static boolean isTrue(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next() && row.getBoolean(1);
        }
    }
}
