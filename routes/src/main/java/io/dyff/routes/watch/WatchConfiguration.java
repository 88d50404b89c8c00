package io.dyff.routes.watch;

import io.dyff.routes.component.kubeinformer.KubeInformerComponent;
import io.dyff.routes.component.kubeinformer.RunningInformers;
import io.dyff.routes.component.kubeinformer.Taken;
import io.dyff.routes.host.ConditionalOnService;
import io.dyff.routes.host.Service;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.Report;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;

/** The beans of the watch route. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnService(Service.watch)
class WatchConfiguration {
    private static final int REMEMBERED = 50_000;

    @Bean
    RunningInformers runningInformers() {
        return new RunningInformers();
    }

    /** Camel finds a component by its bean's name; each context has one of its own. */
    @Bean("kube-informer")
    @Scope("prototype")
    KubeInformerComponent kubeInformer(KubernetesClient client, RunningInformers running) {
        KubeInformerComponent component = new KubeInformerComponent(running);
        component.setKubernetesClient(client);
        return component;
    }

    @Bean
    WatchedResources watchedResources(Kinds kinds) {
        return new WatchedResources(kinds);
    }

    @Bean
    Taken<Report> acknowledgedReports() {
        return new Taken<>(REMEMBERED);
    }

    @Bean
    ReportStatus reportStatus(Kinds kinds, Taken<Report> acknowledgedReports) {
        return new ReportStatus(kinds, acknowledgedReports);
    }

    @Bean
    RememberReport rememberReport(Taken<Report> acknowledgedReports) {
        return new RememberReport(acknowledgedReports);
    }

    /** Part of readiness. */
    @Bean
    HealthIndicator watchHealthIndicator(RunningInformers running) {
        return new WatchHealth(running);
    }
}
