package io.dyff.routes.orchestrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.Host;
import io.dyff.routes.component.kubeinformer.Kubernetes;
import io.dyff.routes.testing.OnRealCluster;
import io.dyff.routes.testing.TestingCluster;
import io.dyff.routes.testing.TestingPlatform;
import io.dyff.routes.testing.TestingSpace;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.support.TransactionTemplate;

/** The database goes back under a platform that runs: what it lacks is read again, and nothing else happens. */
@SpringBootTest(
        classes = Host.class,
        properties = {
            "dyff.services=aggregate,sink,orchestrate,watch",
            "dyff.orchestrate.sweep-period=1s",
            "spring.main.web-application-type=none"
        })
@ContextConfiguration(initializers = {TestingPlatform.class, TestingCluster.class})
@DirtiesContext
@OnRealCluster
class ReplayIT {
    private static final List<String> TABLES = List.of("entity", "forgotten", "admission", "progress");
    private static final Duration SOON = Duration.ofMinutes(2);

    @Autowired
    TestingSpace space;

    @Autowired
    Kubernetes kubernetes;

    @Autowired
    HealthIndicator orchestrateHealthIndicator;

    private TestingWorkflows workflows;

    @BeforeEach
    void begin() {
        workflows = new TestingWorkflows(space, kubernetes);
    }

    @AfterEach
    void dropCopies() {
        TABLES.forEach(table -> sql("drop table if exists copy_of_" + table));
    }

    @Test
    void shouldGoOnAsIfNothingHadBeenWhenTheTablesAreEmptied() {
        Running running = run();
        sql("truncate entity, admission");
        awaitEntity(running.id, "Admitted");
        workflows.awaitRow(running.id, "status = 'Admitted' and decision = 'none'");
        shouldBeUntouched(running);
        workflows.condition("Evaluation", running.id, "Complete", "Complete", "");
        awaitEntity(running.id, "Complete");
        workflows.awaitStatuses(running.id, "Created/null", "Admitted/null", "Complete/null");
    }

    @Test
    void shouldReadWhatIsMissingWhenAnOlderCopyIsRestored() {
        Running completed = run();
        TABLES.forEach(table -> sql("create table copy_of_" + table + " as table " + table));
        workflows.condition("Evaluation", completed.id, "Complete", "Complete", "");
        awaitEntity(completed.id, "Complete");
        Running later = run();

        restore();

        awaitEntity(completed.id, "Complete");
        awaitEntity(later.id, "Admitted");
        workflows.awaitRow(later.id, "status = 'Admitted' and decision = 'none'");
        shouldBeUntouched(later);
        workflows.awaitStatuses(completed.id, "Created/null", "Admitted/null", "Complete/null");
    }

    /** A run that was decided, acted on and forgotten by the copy is over: only the newest state says so. */
    @Test
    void shouldNotRunAgainWhatHasEndedWhenItsDecisionIsRestored() {
        Running ended = run();
        workflows.condition("Evaluation", ended.id, "Complete", "Complete", "");
        awaitEntity(ended.id, "Complete");
        TestingCluster.admin()
                .resource(workflows.awaitObject("Evaluation", ended.id))
                .delete();
        workflows.awaitRemoval("Evaluation", ended.id);
        workflows.awaitRow(ended.id, "status = 'Complete'");
        new TransactionTemplate(new DataSourceTransactionManager(space.dataSource())).executeWithoutResult(status -> {
            sql("update admission set status = 'Created', rank = 0, version = 0, decision = 'run', object = 'none',"
                    + " decision_status = 'Admitted', decided_at = now(), executed_at = null, kube_uid = null,"
                    + " lease_until = '-infinity', body = (select body from entity where entity.id = admission.id)"
                    + " where id = '" + ended.id + "'");
            sql("update progress set state_offset = -1, event_offset = -1 where consumer = 'orchestrate-entity-state'");
        });
        workflows.awaitRow(ended.id, "status = 'Complete'");
        await().during(Duration.ofSeconds(3))
                .atMost(SOON)
                .until(() -> isGone(workflows.object("Evaluation", ended.id)));
        assertThat(workflows.statuses(ended.id)).containsExactly("Created/null", "Admitted/null", "Complete/null");
    }

    private static boolean isGone(@Nullable GenericKubernetesResource object) {
        return object == null || object.isMarkedForDeletion();
    }

    /** An evaluation with its custom resource. */
    private record Running(String id, String uid) {}

    private Running run() {
        ObjectNode evaluation = workflows.evaluation("acme");
        String id = workflows.create(evaluation);
        workflows.awaitStatus(id, "Admitted/null");
        awaitEntity(id, "Admitted");
        workflows.awaitRow(id, "status = 'Admitted' and decision = 'none'");
        return new Running(
                id, workflows.awaitObject("Evaluation", id).getMetadata().getUid());
    }

    /** Ready again, and through some sweeps. */
    private void shouldBeUntouched(Running running) {
        await("readiness")
                .atMost(SOON)
                .until(() -> orchestrateHealthIndicator.health().getStatus().equals(Status.UP));
        await("what runs stays").during(Duration.ofSeconds(4)).atMost(SOON).until(() -> {
            GenericKubernetesResource object = workflows.object("Evaluation", running.id);
            return object != null
                    && !object.isMarkedForDeletion()
                    && object.getMetadata().getUid().equals(running.uid);
        });
        assertThat(workflows.statuses(running.id)).containsExactly("Created/null", "Admitted/null");
    }

    private void restore() {
        new TransactionTemplate(new DataSourceTransactionManager(space.dataSource())).executeWithoutResult(status -> {
            sql("truncate entity, forgotten, admission, progress");
            TABLES.forEach(table -> sql("insert into " + table + " table copy_of_" + table));
        });
    }

    private void awaitEntity(String id, String status) {
        await("entity " + id + " is " + status)
                .atMost(SOON)
                .until(() -> space.jdbc()
                        .sql("select exists (select from entity where id = :id and status = :status)")
                        .param("id", id)
                        .param("status", status)
                        .query(Boolean.class)
                        .single());
    }

    private void sql(String statement) {
        space.jdbc().sql(statement).update();
    }
}
