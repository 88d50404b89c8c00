package io.dyff.routes.orchestrate;

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

    SweepLeader(DataSource dataSource, Supplier<List<WorkflowEvent>> sweep) {
        this.dataSource = dataSource;
        this.sweep = sweep;
    }

    /**
     * @return what is to be reported; nothing when another instance sweeps
     */
    public List<WorkflowEvent> sweep() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            if (!isTrue(statement, "select pg_try_advisory_lock(" + KEY + ")")) {
                return List.of();
            }
            try {
                return sweep.get();
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
