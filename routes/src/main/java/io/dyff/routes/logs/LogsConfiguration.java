package io.dyff.routes.logs;

import io.dyff.routes.api.storage.Areas;
import io.dyff.routes.api.storage.ObjectFiles;
import io.dyff.routes.host.ConditionalOnService;
import io.dyff.routes.host.Service;
import io.dyff.routes.kind.Kinds;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Those who read logs and the one who keeps them. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnService({Service.api, Service.watch})
class LogsConfiguration {

    @Bean
    WorkflowPods workflowPods(
            KubernetesClient client, @Value("${dyff.kubernetes.workflows-namespace:default}") String namespace) {
        return new WorkflowPods(client, namespace);
    }

    @Bean
    KeptLogs keptLogs(Areas areas, ObjectFiles objects) {
        return new KeptLogs(areas, objects);
    }

    @Bean
    WorkflowLogs podLogs(WorkflowPods pods, KeptLogs kept, Clock clock) {
        return new WorkflowLogs(pods, kept, clock);
    }

    @Bean(initMethod = "start")
    @ConditionalOnService(Service.watch)
    KeepLogs keepLogs(
            KubernetesClient client,
            @Value("${dyff.kubernetes.workflows-namespace:default}") String namespace,
            Kinds kinds,
            WorkflowPods pods,
            KeptLogs kept) {
        return new KeepLogs(client, namespace, new PodOwners(kinds), new PodOutput(pods), kept);
    }
}
