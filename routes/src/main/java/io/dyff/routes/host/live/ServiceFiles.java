package io.dyff.routes.host.live;

import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.Service;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.host.rules.RouteSet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The files that a service's routes are made of, as some overrides have them; read once. */
final class ServiceFiles {
    private final Service service;
    private final Overrides overrides;
    private final DataFiles texts;
    private final RouteSet routes;
    private final Set<String> all;

    /** @throws io.dyff.routes.host.rules.RefusedException when a file of routes is not YAML */
    ServiceFiles(Service service, Overrides overrides) {
        this.service = service;
        this.overrides = overrides;
        this.texts = new DataFiles(overrides);
        List<String> files = service.routeFiles(overrides.texts().keySet());
        this.routes = parsed(files);
        this.all = closure(files);
        if (service == Service.api) {
            overrides.texts().keySet().stream().filter(DataFiles::isOfContract).forEach(all::add);
        }
    }

    Service service() {
        return service;
    }

    Overrides overrides() {
        return overrides;
    }

    DataFiles texts() {
        return texts;
    }

    /** The routes in its files. */
    RouteSet routes() {
        return routes;
    }

    /**
     * The names of its route files, and of the kamelets and statements that they name, directly or by a kamelet; of the api
     * also those of the contract's documents that are not the shipped ones.
     */
    Set<String> all() {
        return all;
    }

    private RouteSet parsed(List<String> names) {
        Map<String, String> files = new LinkedHashMap<>();
        for (String name : names) {
            if (!name.equals(FileKind.CONTRACT)) {
                files.put(name, texts.text(name));
            }
        }
        return RouteSet.of(files);
    }

    private Set<String> closure(List<String> files) {
        Set<String> found = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(files);
        while (!open.isEmpty()) {
            String name = open.pop();
            if (texts.has(name) && found.add(name)) {
                open.addAll(RouteSet.dataNamedIn(texts.text(name)));
            }
        }
        return found;
    }
}
