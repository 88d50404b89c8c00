package io.dyff.routes.api.openapi;

import io.dyff.routes.host.ConditionalOnService;
import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.Service;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.kind.operation.Operations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The document that the api serves. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnService(Service.api)
class OpenApiConfiguration {

    @Bean
    PublishedDocument publishedDocument(DataFiles files, Overrides overrides, Operations operations) {
        PublishedDocument document = new PublishedDocument(files);
        if (overrides.texts().keySet().stream().anyMatch(DataFiles::isOfContract)) {
            document.follow(operations);
        }
        return document;
    }
}
