package io.dyff.routes.sink;

import static io.dyff.routes.testing.TestingEntities.created;
import static io.dyff.routes.testing.TestingEntities.evaluation;
import static io.dyff.routes.testing.TestingEntities.forgotten;
import static io.dyff.routes.testing.TestingEntities.labels;
import static io.dyff.routes.testing.TestingEntities.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dyff.routes.Host;
import io.dyff.routes.event.Headers;
import io.dyff.routes.testing.TestingEntities;
import io.dyff.routes.testing.TestingPlatform;
import io.dyff.routes.testing.TestingSpace;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

class RebuildSinkIT {
    private static final String TRICKY = "tab\t, newline\n, \\N, \"quotes\" and {braces}";
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
                .sql("update sink_progress set event_offset = event_offset + 1000000")
                .update();
        space.produce(space.topics().state(), "bad", "{".getBytes(UTF_8), Map.of(Headers.EVENT_OFFSET, "1"));

        RebuildSink.Report report = rebuild().run();

        assertThat(rows()).isEqualTo(live);
        assertThat(report.entities()).isEqualTo(40);
        assertThat(report.records()).isGreaterThan(120);
        assertThat(report.refused()).singleElement().asString().startsWith("bad: ");
        assertThat(shape()).isEqualTo(shape);
        assertThat(space.jdbc()
                        .sql("select count(*) from topic_binding")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
        assertThat(space.jdbc()
                        .sql("select count(*) from forgotten")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        shouldGoOnAfterwards();
    }

    private void shouldGoOnAfterwards() {
        try (ConfigurableApplicationContext context = start()) {
            String id = TestingEntities.id();
            space.produce(created(evaluation(id)));
            await().atMost(30, SECONDS).until(() -> rows().contains(id));
        }
    }

    /** Runs the services on events of every sort, refuses to rebuild meanwhile, and leaves the rows behind. */
    private String fillByTheSink() {
        try (ConfigurableApplicationContext context = start()) {
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
            await().atMost(60, SECONDS).until(() -> admitted() == 40);
            assertThatThrownBy(() -> rebuild().run()).hasMessageContaining("stop it first");
            return rows();
        }
    }

    private long admitted() {
        return space.jdbc()
                .sql("select count(*) from entity where status = 'Admitted'")
                .query(Long.class)
                .single();
    }

    private ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(Host.class)
                .web(WebApplicationType.NONE)
                .initializers(space::configure)
                .run("--dyff.services=aggregate,sink");
    }

    private RebuildSink rebuild() {
        Properties client = new Properties();
        client.put("bootstrap.servers", space.brokers());
        return new RebuildSink(
                client,
                space.topics(),
                space.properties().get("dyff.kafka.group-prefix") + ".sink-entity-state",
                space.dataSource());
    }

    /** Both tables as canonical JSON: jsonb has one form for each value. */
    private String rows() {
        return space.jdbc()
                        .sql("select jsonb_agg(to_jsonb(entity) order by id)::text from entity")
                        .query(String.class)
                        .single()
                + space.jdbc()
                        .sql("select jsonb_agg(to_jsonb(sink_progress) order by partition)::text from sink_progress")
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
                        order by 1
                        """).query(String.class).list();
    }
}
