package io.dyff.routes.state.facet;

import io.dyff.routes.host.ConditionalOnService;
import io.dyff.routes.host.Service;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.kind.Kinds;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The filters, for the service that stores rows and the one that looks for them. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnService({Service.sink, Service.api})
class FacetConfiguration {

    @Bean
    Filters filters(Kinds kinds, DataSource dataSource, DataFiles files) {
        return new Filters(kinds, dataSource, files);
    }
}
