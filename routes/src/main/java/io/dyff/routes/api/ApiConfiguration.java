package io.dyff.routes.api;

import io.dyff.routes.data.DataFiles;
import io.dyff.routes.entity.Entities;
import io.dyff.routes.entity.Projection;
import io.dyff.routes.entity.Requests;
import io.dyff.routes.entity.Schemas;
import io.dyff.routes.host.ConditionalOnService;
import io.dyff.routes.host.Service;
import io.dyff.routes.kind.Kinds;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the steps of the api share. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ApiSettings.class)
@ConditionalOnService(Service.api)
class ApiConfiguration {

    @Bean
    Schemas schemas(DataFiles files) {
        return new Schemas(files);
    }

    @Bean
    Requests requests(DataFiles files, Schemas schemas) {
        return new Requests(files, schemas);
    }

    @Bean
    Projection projection(DataFiles files, Kinds kinds) {
        return new Projection(files, kinds);
    }

    @Bean
    Entities entities(Schemas schemas, Projection projection, Clock clock) {
        return new Entities(schemas, projection, clock);
    }

    @Bean
    EntityWriter entityWriter(Projection projection) {
        return new EntityWriter(projection);
    }
}
