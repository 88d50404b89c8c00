package io.dyff.routes.host.data;

import io.dyff.routes.host.Overrides;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The texts that every service may read. */
@Configuration(proxyBeanMethods = false)
class DataConfiguration {

    @Bean
    DataFiles dataFiles(Overrides overrides) {
        return new DataFiles(overrides);
    }
}
