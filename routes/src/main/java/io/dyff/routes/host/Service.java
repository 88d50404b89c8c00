package io.dyff.routes.host;

import io.dyff.routes.host.rules.RouteRules;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The services of this application; each is a set of route files and scales alone. */
public enum Service {
    api("rest", "api", "create", "storage", "challenge", "pipeline", "session", "account"),
    aggregate("aggregate"),
    sink("sink"),
    orchestrate("orchestrate"),
    watch("watch");

    /** The default: every service in one process. */
    public static final String ALL = "api,aggregate,sink,orchestrate,watch";

    private final List<String> stages;

    Service(String... stages) {
        this.stages = List.of(stages);
    }

    /** Whether it reads or writes the database; who does not is told nothing of it in a cluster, not even a password. */
    public boolean usesDatabase() {
        return this == api || this == sink || this == orchestrate;
    }

    /** Parses a comma list; an unknown name is refused with the known ones. */
    public static Set<Service> parse(String list) {
        Set<Service> services = EnumSet.noneOf(Service.class);
        for (String name : list.split(",")) {
            services.add(Arrays.stream(values())
                    .filter(s -> s.name().equals(name.strip()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "dyff.services names '" + name.strip() + "'; known are " + ALL)));
        }
        return services;
    }

    /** The names of its route files in the jar, the error policies that all of them name included. */
    public List<String> shippedFiles() {
        return Stream.concat(stages.stream(), Stream.of("errors"))
                .map(stage -> stage + RouteRules.ROUTES)
                .toList();
    }

    /**
     * The names of its route files: the shipped ones, and those among the overrides that begin with one of its stages, such
     * as {@code api-mine.camel.yaml}.
     */
    public List<String> routeFiles(Collection<String> overrides) {
        return Stream.concat(
                        shippedFiles().stream(),
                        overrides.stream().filter(this::isFurther).sorted())
                .toList();
    }

    private boolean isFurther(String file) {
        return file.endsWith(RouteRules.ROUTES) && stages.stream().anyMatch(stage -> file.startsWith(stage + "-"));
    }

    /** What Camel loads at the start. */
    static String routeFiles(Set<Service> services, Collection<String> overrides) {
        return services.stream()
                .flatMap(service -> service.routeFiles(overrides).stream())
                .distinct()
                .map(file -> "classpath:dyff/" + file)
                .collect(Collectors.joining(","));
    }
}
