package io.dyff.routes.orchestrate;

import io.dyff.routes.component.kubeinformer.Kubernetes;
import io.dyff.routes.host.ConditionalOnService;
import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.Service;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.orchestrate.manifest.CustomResources;
import io.dyff.routes.progress.KnownTopics;
import io.dyff.routes.progress.Progress;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans of the orchestrate routes. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnService(Service.orchestrate)
@EnableConfigurationProperties(OrchestrateSettings.class)
class OrchestrateConfiguration {
    private static final int ACTORS = 16;

    @Bean
    ReadStates readStates(Kinds kinds, OrchestrateSettings settings) {
        return new ReadStates(kinds, settings);
    }

    @Bean
    TakeStates takeStates(
            ReadStates states,
            DataSource dataSource,
            PlatformTransactionManager transactions,
            Overrides overrides,
            Progress progress) {
        return new TakeStates(
                states,
                JdbcClient.create(dataSource),
                new TransactionTemplate(transactions),
                new Statements(overrides),
                progress);
    }

    @Bean
    CaughtUp caughtUp(KnownTopics topics, Progress progress) {
        return new CaughtUp(topics::stateEnds, progress);
    }

    /** Part of readiness: nothing is scheduled before. */
    @Bean
    HealthIndicator orchestrateHealthIndicator(CaughtUp caughtUp) {
        return () -> caughtUp.isReached()
                ? Health.up().build()
                : Health.outOfService()
                        .withDetail("states", "those of before the start are still being read")
                        .build();
    }

    @Bean
    DecideAdmission decideAdmission(
            DataSource dataSource, PlatformTransactionManager transactions, Overrides overrides, Kinds kinds) {
        return new DecideAdmission(
                JdbcClient.create(dataSource), new TransactionTemplate(transactions), new Statements(overrides), kinds);
    }

    @Bean
    Claimant claimant() {
        return new Claimant();
    }

    @Bean
    ReadDecision readDecision(Kinds kinds) {
        return new ReadDecision(kinds);
    }

    /** Acts on the decisions of one claim side by side; not the application's executor, which exists beside it. */
    @Bean(destroyMethod = "shutdown", defaultCandidate = false)
    ExecutorService orchestrateActors() {
        return Executors.newFixedThreadPool(
                ACTORS, Thread.ofVirtual().name("act-", 0).factory());
    }

    @Bean
    ApplyResource applyResource(
            Kinds kinds,
            OrchestrateSettings settings,
            Kubernetes kubernetes,
            Progress progress,
            @Value("${dyff.kubernetes.workflows-namespace:default}") String namespace) {
        String mock = Objects.requireNonNull(settings.images().mock());
        return new ApplyResource(kinds, new CustomResources(mock, namespace), kubernetes, progress::topicIds);
    }

    @Bean
    RemoveResource removeResource(Kinds kinds, Kubernetes kubernetes) {
        return new RemoveResource(kinds, kubernetes);
    }

    @Bean
    CheckResource checkResource(Kinds kinds, Kubernetes kubernetes) {
        return new CheckResource(kinds, kubernetes);
    }

    @Bean
    SweepLeader sweepResources(
            Kinds kinds,
            Kubernetes kubernetes,
            DataSource dataSource,
            Overrides overrides,
            OrchestrateSettings settings,
            KnownTopics topics,
            Progress progress) {
        SweepResources sweep = new SweepResources(
                kinds,
                kubernetes,
                JdbcClient.create(dataSource),
                new Statements(overrides),
                settings.keepFinished(),
                new ReadPast(topics::stateEnds, progress));
        return new SweepLeader(dataSource, sweep::sweep);
    }
}
