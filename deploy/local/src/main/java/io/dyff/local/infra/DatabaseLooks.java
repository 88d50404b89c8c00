package io.dyff.local.infra;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Asks the database whether it lives, over one connection: a new one would check the password each time. */
final class DatabaseLooks implements Callable<Boolean> {
    private static final int BOUND_SECONDS = 2;
    private final DataSource database;
    private @Nullable Connection connection;

    DatabaseLooks(DataSource database) {
        this.database = database;
    }

    /**
     * @throws SQLException when it takes no connection
     */
    @Override
    public Boolean call() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = database.getConnection();
            connection = open;
        }
        if (open.isValid(BOUND_SECONDS)) {
            return true;
        }
        connection = null;
        open.close();
        return false;
    }
}
