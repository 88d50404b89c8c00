package io.dyff.routes.host.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The routes of the files that one service loads, each with the place where it stands. */
public final class RouteSet {
    private static final Pattern DATA = Pattern.compile("classpath:dyff/([A-Za-z0-9_.-]+\\.sql)|kamelet:([a-z-]+)");
    private static final Pattern CALL = Pattern.compile("direct:([A-Za-z0-9_-]+)");

    private final Map<String, Placed> routes = new LinkedHashMap<>();
    private final List<Refusal> doubles = new ArrayList<>();
    private final List<BeanUse> beans = new ArrayList<>();
    private final Set<String> policies = new TreeSet<>();

    /**
     * A route.
     *
     * @param file where it stands
     * @param line of the file, from 1
     */
    public record Placed(String id, String file, int line, JsonNode route) {

        String from() {
            return route.at("/from/uri").asText();
        }

        boolean isCalled() {
            return from().startsWith("direct:");
        }

        JsonNode steps() {
            return route.at("/from/steps");
        }

        /** The direct: endpoints that any step of it sends to. */
        Set<String> calls() {
            Set<String> calls = new TreeSet<>();
            Matcher call = CALL.matcher(steps().toString());
            while (call.find()) {
                calls.add(call.group(1));
            }
            return calls;
        }

        public Refusal refuse(String reason) {
            return new Refusal(file, line, "route '" + id + "': " + reason);
        }
    }

    /**
     * A step that names a bean.
     *
     * @param file where it stands
     * @param line of the file, from 1
     */
    public record BeanUse(String bean, String file, int line) {

        public Refusal refuse(String reason) {
            return new Refusal(file, line, "bean '" + bean + "' " + reason);
        }
    }

    /**
     * Reads files.
     *
     * @param files texts by name
     * @throws RefusedException when one is not YAML
     */
    public static RouteSet of(Map<String, String> files) {
        RouteSet set = new RouteSet();
        files.forEach((name, text) -> set.add(name, LocatedYaml.parse(name, text)));
        return set;
    }

    private void add(String file, LocatedYaml yaml) {
        for (JsonNode entry : yaml.root()) {
            JsonNode route = entry.path("route");
            if (route.isObject()) {
                Placed placed = new Placed(route.path("id").asText(), file, yaml.line(route), route);
                Placed other = routes.putIfAbsent(placed.id(), placed);
                if (other != null) {
                    doubles.add(placed.refuse("there is one of that id in " + other.file()));
                }
            }
            if (entry.has("routeConfiguration")) {
                policies.add(entry.at("/routeConfiguration/id").asText());
            }
        }
        yaml.root().findValues("ref").forEach(ref -> beans.add(new BeanUse(ref.asText(), file, yaml.line(ref))));
    }

    /** The statements and kamelets that a text names, by file name. */
    public static Set<String> dataNamedIn(String text) {
        Set<String> named = new TreeSet<>();
        Matcher data = DATA.matcher(text);
        while (data.find()) {
            named.add(data.group(1) == null ? data.group(2) + RouteRules.KAMELET : data.group(1));
        }
        return named;
    }

    /** Where the route of that id stands. */
    public Optional<Placed> find(String id) {
        return Optional.ofNullable(routes.get(id));
    }

    public List<Placed> all() {
        return List.copyOf(routes.values());
    }

    /** The beans that steps name, each as often as one does. */
    public List<BeanUse> beans() {
        return beans;
    }

    Set<String> policies() {
        return policies;
    }

    /** Routes whose id another one has. */
    List<Refusal> doubles() {
        return doubles;
    }
}
