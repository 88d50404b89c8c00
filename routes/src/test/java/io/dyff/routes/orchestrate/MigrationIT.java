package io.dyff.routes.orchestrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.routes.orchestrate.admission.Row;
import io.dyff.routes.testing.TestingPlatform;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database of version 3 with a row in each state is brought to this version: each row is gone on with where it stood. */
class MigrationIT {
    private static TestingAdmission admission;
    private static final DataSource OLD = TestingPlatform.database().dataSource();

    @BeforeAll
    static void migrate() {
        statement("drop schema public cascade");
        statement("create schema public");
        flyway().target("3").load().migrate();
        statement("insert into topic_binding (topic, topic_id) values ('events', 'E'), ('state', 'S')");
        statement("insert into sink_progress (partition, event_offset) values (0, 70)");
        row("new", "rank, stage", "0, 'new'");
        row("needed", "rank, stage, counted, status, object", "5, 'settled', true, 'Complete', 'gone'");
        row("blocked", "rank, stage, awaits", "0, 'blocked', '{needed}'");
        row("queued", "rank, stage, counted", "0, 'queued', true");
        row(
                "told",
                "rank, stage, counted, reason, decision, decision_status, decision_reason, decided_at",
                "0, 'queued', true, 'QuotaLimit', 'wait', 'Created', 'QuotaLimit', now()");
        row(
                "decided",
                "rank, stage, counted, decision, decision_status, decided_at",
                "0, 'settled', true, 'run', 'Admitted', now()");
        row(
                "abandoned",
                "rank, stage, counted, decision, decision_status, decided_at, object, lease_owner, lease_until,"
                        + " attempts",
                "0, 'settled', true, 'run', 'Admitted', now(), 'maybe', 'gone', now() - interval '1 minute', 1");
        row(
                "unheard",
                "rank, stage, counted, decision, decision_status, decided_at, executed_at, object, lease_owner,"
                        + " lease_until, attempts",
                "0, 'settled', true, 'run', 'Admitted', now(), now(), 'maybe', 'gone', now() + interval '1 hour', 1");
        row(
                "running",
                "rank, stage, counted, status, kube_uid, object",
                "3, 'settled', true, 'Admitted', 'uid', 'maybe'");
        row(
                "ended",
                "rank, stage, counted, status, kube_uid, object, due_at",
                "5, 'settled', true, 'Complete', 'uid', 'maybe', now()");
        row(
                "removing",
                "rank, stage, counted, status, kube_uid, object, decision, decided_at",
                "6, 'settled', true, 'Deleted', 'uid', 'maybe', 'remove', now()");
        row("gone", "rank, stage, counted, status, object", "6, 'settled', true, 'Deleted', 'gone'");
        flyway().load().migrate();
        admission = new TestingAdmission(TestingAdmission.settings(Duration.ofHours(1), Duration.ofMinutes(10)), OLD);
    }

    @AfterAll
    static void close() {
        admission.close();
    }

    @Test
    void shouldGoOnWithEachRowWhereItStoodWhenMigrated() {
        admission.judge().judgeOverlooked();
        admission.decider().decideAll();
        admission.due();
        Map<String, String> claimed = new TreeMap<>();
        for (List<Row> rows = admission.claimant(1000).claim("me");
                !rows.isEmpty();
                rows = admission.claimant(1000).claim("me")) {
            rows.forEach(row -> claimed.put(
                    row.entity().id(), row.decision().what() + " " + row.lease().attempts()));
        }
        assertThat(claimed)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "new", "RUN 1",
                        "queued", "RUN 1",
                        "told", "RUN 1",
                        "decided", "RUN 1",
                        "abandoned", "RUN 2",
                        "ended", "REMOVE 1",
                        "removing", "REMOVE 1",
                        "blocked", "RUN 1"));
        assertThat(admission.count(
                        "id in ('unheard', 'running', 'needed', 'gone') and lease_owner is distinct from 'me'"))
                .isEqualTo(4);
        assertThat(admission.count("id = 'unheard' and decision = 'run' and executed_at is not null"))
                .isEqualTo(1);
        assertThat(admission.count("id in ('running', 'gone') and decision = 'none'"))
                .isEqualTo(2);
    }

    @Test
    void shouldReadTheTopicOnceMoreWhenPositionsMove() {
        assertThat(JdbcClient.create(OLD)
                        .sql("select consumer || ' ' || topic_ids || ' ' || state_offset || ' ' || event_offset"
                                + " from progress order by consumer")
                        .query(String.class)
                        .list())
                .containsExactly("orchestrate-entity-state E.S -1 7", "sink-entity-state E.S -1 70");
    }

    private static FluentConfiguration flyway() {
        return Flyway.configure().dataSource(OLD).locations("classpath:dyff");
    }

    /** A row of an evaluation that depends on nothing, but for these columns. */
    private static void row(String id, String columns, String values) {
        String status = columns.contains(" status") ? "" : "status, ";
        String awaits = columns.contains("awaits") ? "" : "awaits, ";
        statement("insert into admission (id, kind, account, created_at, version, partition, way, serving, shape, "
                + status + awaits + columns + ") values ('" + id
                + "', 'Evaluation', 'a', now(), 7, 0, 'run', '{}', 'shape', "
                + (status.isEmpty() ? "" : "'Created', ") + (awaits.isEmpty() ? "" : "'{}', ") + values + ")");
    }

    private static void statement(String sql) {
        JdbcClient.create(OLD).sql(sql).update();
    }
}
