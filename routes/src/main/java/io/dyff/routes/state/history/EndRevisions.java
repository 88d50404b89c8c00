package io.dyff.routes.state.history;

import io.dyff.routes.host.data.DataFiles;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Ends what the history has kept for long enough. */
public final class EndRevisions {
    private static final Logger LOG = LoggerFactory.getLogger(EndRevisions.class);
    private final JdbcClient database;
    private final DataFiles files;
    private final Clock clock;
    private final Duration keep;

    /**
     * @param keep how long a change is kept
     */
    public EndRevisions(JdbcClient database, DataFiles files, Clock clock, Duration keep) {
        this.database = database;
        this.files = files;
        this.clock = clock;
        this.keep = keep;
    }

    /** Some at a time, each in a transaction of its own, until none is too old. */
    public void end() {
        long all = 0;
        int some;
        do {
            some = database.sql(files.text("delete-old-revisions.sql"))
                    .param("before", clock.instant().minus(keep).atOffset(ZoneOffset.UTC))
                    .update();
            all += some;
        } while (some > 0);
        if (all > 0) {
            LOG.info("{} changes of entities were older than {}, and are no longer in the history", all, keep);
        }
    }
}
