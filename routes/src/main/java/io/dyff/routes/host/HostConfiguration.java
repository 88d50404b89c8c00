package io.dyff.routes.host;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.operation.Operations;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What every service shares: the kinds, the JSON form, the clock and the overrides. */
@Configuration(proxyBeanMethods = false)
class HostConfiguration {

    @Bean
    Overrides overrides(@Value("${dyff.overrides:}") String folder) {
        return folder.isBlank() ? Overrides.none() : Overrides.of(Overrides.read(Path.of(folder)));
    }

    /** Camel finds the resolver of a scheme by this bean name. */
    @Bean("resource-loader-classpath")
    OverlayResolver overlayResolver(Overrides overrides) {
        return new OverlayResolver(overrides);
    }

    @Bean
    Kinds kinds(Overrides overrides) {
        return overrides.text("kinds.yaml").map(Kinds::read).orElseGet(Kinds::standard);
    }

    /** Read at the start, so that a wrong row is a failed start. */
    @Bean
    Operations operations(DataFiles files, Kinds kinds) {
        return Operations.read(files.text(Operations.FILE), kinds, name -> files.has(name + ".schema.json"));
    }

    @Bean
    Set<Service> services(@Value("${dyff.services:" + Service.ALL + "}") String services) {
        return Service.parse(services);
    }

    @Bean
    ObjectMapper objectMapper() {
        return Json.mapper();
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
