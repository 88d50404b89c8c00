package io.dyff.routes.host.data;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;

/** What a start needs of a database that may come up later than the service. */
public final class AwaitDatabase {
    private static final Logger LOG = LoggerFactory.getLogger(AwaitDatabase.class);
    /** Each lasts as long as the pool waits for a connection, 3 s by default. */
    private static final int ATTEMPTS = 20;

    private AwaitDatabase() {}

    /**
     * Does it, again and again while there is no connection.
     *
     * @param who is waiting, for the log
     */
    public static void run(String who, Runnable work) {
        for (int attempt = 1; ; attempt++) {
            try {
                work.run();
                return;
            } catch (DataAccessResourceFailureException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                LOG.warn("{} waits for the database: {}", who, e.getMessage());
            }
        }
    }
}
