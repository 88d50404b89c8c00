package io.dyff.routes.orchestrate.admission;

import io.dyff.routes.host.data.DataFiles;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether there is anything to settle or to act on: a look that locks nothing, for the many times when there is not. */
public final class Agenda {
    private final JdbcClient database;
    private final DataFiles files;

    public Agenda(JdbcClient database, DataFiles files) {
        this.database = database;
        this.files = files;
    }

    public boolean isOpen() {
        return database.sql(files.text("is-anything-open.sql"))
                .query(Boolean.class)
                .single();
    }
}
