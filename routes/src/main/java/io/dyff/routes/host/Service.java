package io.dyff.routes.host;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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

    /** The route files of the services, and the error policies that all of them name. */
    static String routeFiles(Set<Service> services) {
        return services.stream()
                        .flatMap(s -> s.stages.stream())
                        .map(stage -> "classpath:dyff/" + stage + ".camel.yaml")
                        .collect(Collectors.joining(","))
                + ",classpath:dyff/errors.camel.yaml";
    }
}
