package io.dyff.routes.state.sink;

import static io.dyff.routes.testing.TestingEntities.created;
import static io.dyff.routes.testing.TestingEntities.evaluation;
import static io.dyff.routes.testing.TestingEntities.forgotten;
import static io.dyff.routes.testing.TestingEntities.labels;
import static io.dyff.routes.testing.TestingEntities.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.Host;
import io.dyff.routes.event.Headers;
import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.json.Json;
import io.dyff.routes.progress.KnownTopics;
import io.dyff.routes.state.WholeTopic;
import io.dyff.routes.testing.TestingEntities;
import io.dyff.routes.testing.TestingPlatform;
import io.dyff.routes.testing.TestingSpace;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

class RebuildSinkIT {
    private static final String TRICKY = "tab\t, newline\n, \\N, \"quotes\" and {braces}";
    private static final DataFiles FILES = new DataFiles(Overrides.none());

    private final TestingSpace space = TestingPlatform.space();

    @Test
    void shouldMakeTheSameRowsFromTheStateTopicAlone() {
        String live = fillByTheSink();
        List<String> shape = shape();
        // What nobody could have derived from the topic must be gone afterwards.
        space.jdbc()
                .sql("update entity set status = 'Lost', version = version + 1000000")
                .update();
        space.jdbc()
                .sql("update progress set event_offset = event_offset + 1000000")
                .update();
        // Where there are others: a partition of its own would have a position then.
        int shared = space.jdbc()
                .sql("select min(partition) from entity")
                .query(Integer.class)
                .single();
        space.produce(space.topics().state(), shared, "bad", "{".getBytes(UTF_8), Map.of(Headers.EVENT_OFFSET, "1"));

        RebuildSink.Report report = rebuild().run();

        assertThat(rows()).isEqualTo(live);
        assertThat(report.entities()).isEqualTo(41);
        assertThat(report.records()).isGreaterThan(120);
        assertThat(report.refused()).singleElement().asString().startsWith("bad: ");
        assertThat(shape()).isEqualTo(shape);
        assertThat(space.jdbc()
                        .sql("select count(*) from forgotten")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        shouldGoOnAfterwards();
    }

    @Test
    void shouldNameEveryRowThatIsNotWhatTheTopicSays() {
        fillByTheSink();
        List<String> ids = space.jdbc()
                .sql("select id from entity order by id")
                .query(String.class)
                .list();
        change("update entity set body = jsonb_set(body, '{labels,name}', '\"other\"') where id = :id", ids.get(1));
        change("update entity set version = version - 1 where id = :id", ids.get(3));
        change("delete from entity where id = :id", ids.get(4));
        change("update entity set version = version + 1000000 where id = :id", ids.get(6));
        change(
                "insert into entity select (jsonb_populate_record(e, jsonb_build_object('id', repeat('0', 32)))).* from entity e"
                        + " where id = :id",
                ids.get(7));
        String erased = space.jdbc()
                .sql("delete from forgotten returning id")
                .query(String.class)
                .single();

        CompareSink.Report report = compare();
        assertThat(report.differing()).isEqualTo(5);
        assertThat(report.first())
                .extracting(one -> one.id() + " " + one.what())
                .containsExactlyInAnyOrder(
                        "0".repeat(32) + " only in the table",
                        ids.get(1) + " another content",
                        ids.get(3) + " older in the table",
                        ids.get(4) + " only in the topic",
                        erased + " erased, but not remembered");
        rebuild().run();
        assertThat(compare().isEqual()).isTrue();
    }

    private void change(String statement, String id) {
        assertThat(space.jdbc().sql(statement).param("id", id).update()).isEqualTo(1);
    }

    /** The rebuild is held up between its reading and its swapping, by what it alone writes then. */
    @Test
    void shouldLoseNothingWhenTheSinkStartsMeanwhile() throws Exception {
        addAccount();
        String erased = TestingEntities.id();
        state(erased, 1, null);
        try (ConfigurableApplicationContext context = start("sink")) {
            await().atMost(180, SECONDS).until(() -> count("forgotten") == 1);
        }
        space.jdbc().sql("""
            create function wait() returns trigger language plpgsql as
            $$ begin perform pg_advisory_xact_lock(42); return new; end $$
            """).update();
        space.jdbc()
                .sql("create trigger wait before insert on forgotten for each row execute function wait()")
                .update();
        String late = TestingEntities.id();
        try (Connection gate = space.dataSource().getConnection();
                ExecutorService other = Executors.newSingleThreadExecutor()) {
            gate.createStatement().execute("select pg_advisory_lock(42)");
            Future<RebuildSink.Report> report = other.submit(() -> rebuild().run());
            await().atMost(180, SECONDS).until(() -> waiting("advisory") == 1);
            try (ConfigurableApplicationContext context = start("sink")) {
                state(late, 2, evaluation(late));
                await().atMost(180, SECONDS).until(() -> waiting("relation") == 1 || count("entity") == 1);
                gate.createStatement().execute("select pg_advisory_unlock(42)");
                assertThat(report.get(120, SECONDS).records()).isEqualTo(1);
                await().atMost(180, SECONDS).until(() -> rows().contains(late));
            }
        }
    }

    private void state(String id, long version, @Nullable ObjectNode entity) {
        space.produce(
                space.topics().state(),
                0,
                id,
                entity == null ? null : Json.bytes(entity),
                Map.of(Headers.EVENT_OFFSET, String.valueOf(version), Headers.STATE_VERSION, "1"));
    }

    /** How many sessions of the database wait for a lock of this sort. */
    private long waiting(String sort) {
        return space.jdbc()
                .sql("select count(*) from pg_stat_activity where datname = current_database()"
                        + " and wait_event_type = 'Lock' and wait_event = :sort")
                .param("sort", sort)
                .query(Long.class)
                .single();
    }

    private long count(String table) {
        return space.jdbc()
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }

    private void addAccount() {
        space.jdbc().sql("insert into account (id, name) values ('a', 'a')").update();
    }

    private void shouldGoOnAfterwards() {
        addAccount();
        try (ConfigurableApplicationContext context = start("aggregate,sink")) {
            String id = TestingEntities.id();
            space.produce(created(evaluation(id)));
            await().atMost(180, SECONDS).until(() -> rows().contains(id));
        }
    }

    /** Runs the services on events of every sort, makes the rows anew meanwhile, and leaves them behind. */
    private String fillByTheSink() {
        try (ConfigurableApplicationContext context = start("aggregate,sink")) {
            String erased = TestingEntities.id();
            space.produce(created(evaluation(erased)));
            space.produce(status(erased, "Deleted", "DeleteCommand"));
            space.produce(forgotten(erased));
            for (int i = 0; i < 40; i++) {
                String id = TestingEntities.id();
                space.produce(created(evaluation(id)).with(Headers.REQUEST_HASH, "h" + i));
                space.produce(labels(id, "name", i % 2 == 0 ? TRICKY : "plain"));
                space.produce(status(id, "Admitted", null).with(Headers.KUBE_UID, "u" + i));
            }
            await().atMost(180, SECONDS).until(() -> admitted() == 40);
            assertThat(compare().isEqual()).isTrue();
            String live = rows();
            assertThat(rebuild().run().entities()).isEqualTo(40);
            assertThat(rows()).isEqualTo(live);
            String after = TestingEntities.id();
            space.produce(created(evaluation(after)));
            await().atMost(180, SECONDS).until(() -> rows().contains(after));
            return rows();
        }
    }

    private long admitted() {
        return space.jdbc()
                .sql("select count(*) from entity where status = 'Admitted'")
                .query(Long.class)
                .single();
    }

    private ConfigurableApplicationContext start(String services) {
        return new SpringApplicationBuilder(Host.class)
                .web(WebApplicationType.NONE)
                .initializers(space::configure)
                .run("--dyff.services=" + services);
    }

    private RebuildSink rebuild() {
        KnownTopics known = new KnownTopics(
                () -> Admin.create(client()), space.topics(), JdbcClient.create(space.dataSource()), FILES);
        return new RebuildSink(topic(), known, space.dataSource(), FILES);
    }

    private CompareSink.Report compare() {
        return new CompareSink(topic(), space.dataSource(), FILES).run();
    }

    private WholeTopic topic() {
        return new WholeTopic(client(), space.topics().state(), WholeTopic.Pace.SILENT);
    }

    private Properties client() {
        Properties client = new Properties();
        client.put("bootstrap.servers", space.brokers());
        return client;
    }

    /** Both tables as canonical JSON: jsonb has one form for each value, and null is that of no rows. */
    private String rows() {
        return space.jdbc()
                        .sql("select coalesce(jsonb_agg(to_jsonb(entity) order by id)::text, 'null') from entity")
                        .query(String.class)
                        .single()
                + space.jdbc()
                        .sql("select coalesce(jsonb_object_agg(partition, event_offset)::text, 'null') from progress")
                        .query(String.class)
                        .single();
    }

    private List<String> shape() {
        return space.jdbc().sql("""
            select indexdef from pg_indexes where tablename = 'entity'
            union all
            select column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '')
              from information_schema.columns where table_name = 'entity'
            union all
            select conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
             where conrelid = 'entity'::regclass and contype <> 'n'
            union all
            select pg_get_triggerdef(oid) from pg_trigger where tgrelid = 'entity'::regclass
            order by 1
            """).query(String.class).list();
    }
}
