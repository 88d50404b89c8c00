package io.dyff.routes.host.live;

import io.dyff.routes.host.Service;
import io.dyff.routes.host.rules.RouteSet;
import io.dyff.routes.kind.operation.Operations;
import java.time.Instant;
import java.util.Set;

/**
 * What the routes of a service are made of.
 *
 * @param operations of the contract that they are made for
 * @param number of the generation that they will be
 * @param since when they are made
 * @param changed files that they differ in from the generation before; none for the first
 */
record Candidate(ServiceFiles files, Operations operations, int number, Instant since, Set<String> changed) {

    Service service() {
        return files.service();
    }

    RouteSet routes() {
        return files.routes();
    }
}
