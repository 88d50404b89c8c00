package io.dyff.routes.state.facet;

import io.dyff.routes.host.data.AwaitDatabase;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives the database the filters of this program, before any route starts. */
public final class SyncFilters implements CamelContextConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(SyncFilters.class);
    private final Filters filters;

    public SyncFilters(Filters filters) {
        this.filters = filters;
    }

    @Override
    public void beforeApplicationStart(CamelContext context) {
        AwaitDatabase.run("the index of filters", () -> {
            List<String> changed = filters.store();
            if (!changed.isEmpty()) {
                LOG.info("The filters of {} are new; their rows are indexed.", changed);
            }
        });
    }

    @Override
    public void afterApplicationStart(CamelContext context) {
        // The rows are found already; nothing is left to do.
    }
}
