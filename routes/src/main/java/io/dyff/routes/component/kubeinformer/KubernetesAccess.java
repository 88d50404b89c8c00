package io.dyff.routes.component.kubeinformer;

import io.dyff.routes.host.ConditionalOnService;
import io.dyff.routes.host.Service;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The cluster that KUBECONFIG names, else the one this process runs in. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnService({Service.api, Service.orchestrate, Service.watch})
class KubernetesAccess {
    private static final int REQUEST_TIMEOUT_MS = 10_000;
    private static final int CONNECTION_TIMEOUT_MS = 3_000;

    @Bean(destroyMethod = "close")
    KubernetesClient kubernetesClient(@Value("${dyff.kubernetes.context:}") String context) {
        Config config = Config.autoConfigure(context.isBlank() ? null : context);
        config.setRequestTimeout(REQUEST_TIMEOUT_MS);
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MS);
        // Every caller has a way of its own to try again; a hidden one would only outlast its lease.
        config.setRequestRetryBackoffLimit(0);
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    @Bean
    @ConditionalOnProperty("dyff.kubernetes.pod.name")
    RoutesEvents routesEvents(
            KubernetesClient client,
            @Value("${dyff.kubernetes.pod.name}") String name,
            @Value("${dyff.kubernetes.pod.namespace}") String namespace,
            @Value("${dyff.kubernetes.pod.uid}") String uid) {
        return new RoutesEvents(
                client,
                new ObjectReferenceBuilder()
                        .withApiVersion("v1")
                        .withKind("Pod")
                        .withName(name)
                        .withNamespace(namespace)
                        .withUid(uid)
                        .build());
    }

    @Bean
    Kubernetes kubernetes(
            KubernetesClient client, @Value("${dyff.kubernetes.workflows-namespace:default}") String namespace) {
        return new Kubernetes(client, namespace);
    }
}
