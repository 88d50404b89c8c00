package io.dyff.routes.host;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Two translations before the application starts: environment names of the platform ({@code DYFF_A__B_C}, as its
 * deployments have always written them) become properties ({@code dyff.a.b-c}), and {@code dyff.services} becomes the
 * list of route files to load.
 */
public final class DyffEnvironment implements EnvironmentPostProcessor, Ordered {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Map<String, Object> translated = new LinkedHashMap<>();
        environment.getSystemEnvironment().forEach((name, value) -> {
            if (name.startsWith("DYFF_")) {
                translated.put(propertyOf(name), value);
            }
        });
        environment
                .getPropertySources()
                .addAfter(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new MapPropertySource("dyffEnvironment", translated));
        String services = environment.getProperty("dyff.services", Service.ALL);
        environment
                .getPropertySources()
                .addLast(new MapPropertySource(
                        "dyffRoutes",
                        Map.of(
                                "camel.main.routes-include-pattern",
                                Service.routeFiles(
                                        Service.parse(services),
                                        Overrides.names(environment.getProperty("dyff.overrides", ""))))));
    }

    /** {@code DYFF_KAFKA__CONFIG__BOOTSTRAP_SERVERS} → {@code dyff.kafka.config.bootstrap-servers}. */
    public static String propertyOf(String name) {
        return name.replace("__", ".")
                .replaceFirst("^DYFF_", "dyff.")
                .replace('_', '-')
                .toLowerCase(Locale.ROOT);
    }

    /** After the configuration files, so that {@code dyff.services} may stand in one. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
