package io.dyff.routes.host.live;

import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.Service;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.json.Digests;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** {@code /actuator/dyffroutes}: which routes serve, of which texts, since when, and what became of each change. */
@Endpoint(id = "dyffroutes")
final class RoutesEndpoint {
    private final LiveRoutes live;
    private final Journal journal;

    RoutesEndpoint(LiveRoutes live, Journal journal) {
        this.live = live;
        this.journal = journal;
    }

    /**
     * The whole answer.
     *
     * @param generation counts accepted changes, from 1
     * @param refused why the folder as it stands is not what serves; empty when it is
     * @param overrides texts that take the place of shipped ones, or stand beside them
     * @param history changes, the newest first
     */
    record Answer(
            int generation,
            List<String> refused,
            Map<Service, Serving> services,
            List<Text> overrides,
            List<Past> history) {}

    /**
     * The routes of one service.
     *
     * @param generation in which they were made
     * @param files what they are made of
     * @param routes ids and where they stand
     */
    record Serving(int generation, Instant since, List<Text> files, Map<String, String> routes) {}

    /** A file: the SHA-256 of its UTF-8 form in hexadecimal digits, and whether it stands in the overrides. */
    record Text(String file, String sha256, boolean override) {}

    /** A change that was. */
    record Past(Instant at, String outcome, int generation, List<String> files, List<String> refused, long millis) {}

    @ReadOperation
    Answer routes() {
        LiveRoutes.Taken taken = live.taken();
        Map<Service, Serving> services = new TreeMap<>();
        live.services().forEach(service -> services.put(service, serving(live.of(service))));
        return new Answer(
                taken.generation(),
                journal.standing().stream().map(Object::toString).toList(),
                services,
                texts(taken.overrides().texts().keySet(), taken.overrides()),
                journal.history().stream().map(RoutesEndpoint::past).toList());
    }

    private Serving serving(RouteGeneration one) {
        Map<String, String> routes = new TreeMap<>();
        one.made().routes().all().forEach(route -> routes.put(route.id(), route.file() + ":" + route.line()));
        return new Serving(
                one.number(),
                one.made().since(),
                texts(one.made().files().all(), one.made().files().overrides()),
                routes);
    }

    private static List<Text> texts(Iterable<String> names, Overrides accepted) {
        DataFiles files = new DataFiles(accepted);
        List<Text> texts = new ArrayList<>();
        for (String name : names) {
            texts.add(new Text(
                    name,
                    Digests.sha256(files.text(name).getBytes(StandardCharsets.UTF_8)),
                    accepted.text(name).isPresent()));
        }
        return texts;
    }

    private static Past past(RoutesChange change) {
        return new Past(
                change.at(),
                change.outcome().name(),
                change.generation(),
                change.files(),
                change.refusals().stream().map(Object::toString).toList(),
                change.millis());
    }
}
