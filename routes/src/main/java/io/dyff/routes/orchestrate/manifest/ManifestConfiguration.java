package io.dyff.routes.orchestrate.manifest;

import io.dyff.routes.host.ConditionalOnService;
import io.dyff.routes.host.Service;
import io.dyff.routes.kind.Kinds;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Looks for the manifest of each kind that has a custom resource, so that a missing one is a failed start. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnService(Service.orchestrate)
class ManifestConfiguration {

    @Bean
    SmartInitializingSingleton checkForms(Kinds kinds) {
        return () -> new CustomResources("", "").checkForms(kinds);
    }
}
