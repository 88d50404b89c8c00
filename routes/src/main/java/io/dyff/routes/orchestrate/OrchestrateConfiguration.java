package io.dyff.routes.orchestrate;

import io.dyff.routes.component.kubeinformer.Kubernetes;
import io.dyff.routes.host.ConditionalOnService;
import io.dyff.routes.host.Service;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.orchestrate.admission.AdmissionTable;
import io.dyff.routes.orchestrate.admission.Agenda;
import io.dyff.routes.orchestrate.admission.DecideAdmission;
import io.dyff.routes.orchestrate.admission.JudgeDependencies;
import io.dyff.routes.orchestrate.admission.SettleDue;
import io.dyff.routes.orchestrate.admission.StoreStates;
import io.dyff.routes.orchestrate.execute.ApplyResource;
import io.dyff.routes.orchestrate.execute.CheckResource;
import io.dyff.routes.orchestrate.execute.ClaimDecisions;
import io.dyff.routes.orchestrate.execute.Claimant;
import io.dyff.routes.orchestrate.execute.MarkDecision;
import io.dyff.routes.orchestrate.execute.ReadDecision;
import io.dyff.routes.orchestrate.execute.RemoveResource;
import io.dyff.routes.orchestrate.manifest.CustomResources;
import io.dyff.routes.orchestrate.sweep.Heartbeats;
import io.dyff.routes.orchestrate.sweep.ReadPast;
import io.dyff.routes.orchestrate.sweep.SweepLeader;
import io.dyff.routes.orchestrate.sweep.SweepResources;
import io.dyff.routes.progress.CaughtUp;
import io.dyff.routes.progress.KnownTopics;
import io.dyff.routes.progress.Progress;
import io.dyff.routes.progress.StateConsumer;
import java.time.Duration;
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

    /** What a killed process has claimed waits so long; what takes longer is looked at again, and done again without effect. */
    private static final Duration LEASE = Duration.ofSeconds(15);

    @Bean
    ReadStates readStates(Kinds kinds) {
        return new ReadStates(kinds);
    }

    @Bean
    CaughtUp caughtUp(KnownTopics topics, Progress progress) {
        return new CaughtUp(StateConsumer.ORCHESTRATE, topics::stateEnds, progress);
    }

    /** Part of readiness: nothing is scheduled before. It also says what holds the stage back. */
    @Bean
    HealthIndicator orchestrateHealthIndicator(
            CaughtUp caughtUp, ClaimDecisions claimDecisions, DecideAdmission decideAdmission) {
        return () -> {
            Health.Builder health = caughtUp.isReached()
                    ? Health.up()
                    : Health.outOfService().withDetail("states", "those of before the start are still being read");
            if (claimDecisions.waiting() > 0) {
                health.withDetail("places", "decided runs wait: dyff.orchestrate.max-live is reached");
            }
            if (!decideAdmission.faults().isEmpty()) {
                health.withDetail("unreadableQuotas", decideAdmission.faults());
            }
            return health.build();
        };
    }

    @Bean
    AdmissionTable admissionTable(DataSource dataSource, PlatformTransactionManager transactions, DataFiles files) {
        return new AdmissionTable(JdbcClient.create(dataSource), new TransactionTemplate(transactions), files);
    }

    @Bean
    TakeStates takeStates(
            ReadStates readStates,
            DataSource dataSource,
            PlatformTransactionManager transactions,
            DataFiles files,
            OrchestrateSettings settings,
            Progress progress) {
        StoreStates table = new StoreStates(JdbcClient.create(dataSource), files, settings.keepFinished());
        return new TakeStates(readStates, table, new TransactionTemplate(transactions), progress);
    }

    @Bean
    JudgeDependencies judgeDependencies(
            AdmissionTable table, DataSource dataSource, DataFiles files, Kinds kinds, OrchestrateSettings settings) {
        return new JudgeDependencies(table, JdbcClient.create(dataSource), files, kinds, settings.dependencyTimeout());
    }

    @Bean
    DecideAdmission decideAdmission(AdmissionTable table, DataSource dataSource, DataFiles files, Kinds kinds) {
        return new DecideAdmission(JdbcClient.create(dataSource), table, files, kinds);
    }

    @Bean
    Heartbeats heartbeats(DataSource dataSource, DataFiles files) {
        return new Heartbeats(JdbcClient.create(dataSource), files);
    }

    @Bean
    Agenda agenda(DataSource dataSource, DataFiles files) {
        return new Agenda(JdbcClient.create(dataSource), files);
    }

    @Bean
    SettleDue settleDue(AdmissionTable table) {
        return new SettleDue(table);
    }

    @Bean
    ClaimDecisions claimDecisions(
            AdmissionTable table,
            DataSource dataSource,
            DataFiles files,
            OrchestrateSettings settings,
            Progress progress) {
        return new ClaimDecisions(
                table,
                JdbcClient.create(dataSource),
                files,
                settings.maxLive(),
                LEASE,
                () -> progress.isBehind(StateConsumer.ORCHESTRATE));
    }

    @Bean
    MarkDecision markDecision(AdmissionTable table) {
        return new MarkDecision(table);
    }

    @Bean
    Claimant claimant() {
        return new Claimant();
    }

    @Bean
    ReadDecision readDecision(Kinds kinds, DataSource dataSource, DataFiles files) {
        return new ReadDecision(kinds, JdbcClient.create(dataSource), files);
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
            AdmissionTable table,
            JudgeDependencies judge,
            DecideAdmission decide,
            DataFiles files,
            OrchestrateSettings settings,
            KnownTopics topics,
            Progress progress) {
        SweepResources sweep = new SweepResources(
                kinds,
                kubernetes,
                JdbcClient.create(dataSource),
                table,
                files,
                settings.keepFinished(),
                new ReadPast(topics::stateEnds, progress));
        return new SweepLeader(dataSource, sweep::sweep, () -> {
            judge.judgeOverlooked();
            decide.decideAll();
        });
    }
}
