package io.dyff.routes.api.registry;

import io.dyff.routes.api.bytes.EntityStatus;
import io.dyff.routes.api.storage.Areas;
import io.dyff.routes.api.storage.ObjectFiles;
import io.dyff.routes.api.storage.ObjectUpload;
import io.dyff.routes.host.ConditionalOnService;
import io.dyff.routes.host.Service;
import io.dyff.routes.http.ContractPaths;
import io.dyff.routes.http.HandlerOrder;
import io.dyff.routes.kind.Kinds;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** The registry and its paths. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RegistrySettings.class)
@ConditionalOnService(Service.api)
class RegistryConfiguration {
    @Bean
    Manifests manifests(ObjectFiles files) {
        return new Manifests(files);
    }

    @Bean
    Images images(Areas areas, ObjectFiles files, Manifests manifests) {
        return new Images(areas, files, manifests);
    }

    @Bean
    ArtifactImages artifactImages(
            Kinds kinds, Areas areas, ObjectFiles files, Manifests manifests, RegistrySettings settings) {
        return new ArtifactImages(kinds, areas, files, manifests, settings);
    }

    @Bean
    RegistryHandler registryHandler(
            Kinds kinds,
            Areas areas,
            ObjectFiles files,
            ObjectUpload uploads,
            Manifests manifests,
            RegistrySettings settings,
            EntityStatus statuses) {
        return new RegistryHandler(
                new Repositories(kinds, areas, statuses),
                new BlobRequests(new Blobs(files, uploads, settings.maxBlobBytes()), files),
                new ManifestRequests(manifests));
    }

    @Bean
    HandlerMapping registryPaths(RegistryHandler registry) {
        return new SimpleUrlHandlerMapping(
                Map.of(ContractPaths.REGISTRY, registry, ContractPaths.REGISTRY + "/**", registry),
                HandlerOrder.BEFORE_ROUTES);
    }
}
