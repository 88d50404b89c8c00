package io.dyff.bench.scenario;

import io.dyff.bench.baseline.BareSink;
import io.dyff.bench.core.Flood;
import io.dyff.bench.core.Race;
import io.dyff.bench.core.Specimen;
import io.dyff.bench.core.Topic;
import io.dyff.local.launch.Project;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How fast states become rows, against the bare statement over the same records. */
public final class SinkScenario implements Scenario {
    private static final String HEAP = "320m";

    @Override
    public String name() {
        return "sink";
    }

    @Override
    public String description() {
        return "states into rows, against the bare statement";
    }

    @Override
    public List<Figure> run(Effort effort, Path scratch) throws Exception {
        try (Ground ground = Ground.lay(scratch);
                Admin admin = Admin.create(Map.of("bootstrap.servers", ground.brokers()))) {
            Specimen specimen = ground.specimen();
            Flood.into(ground.brokers(), 0, (long) effort.entities() * specimen.steps(), specimen::state);
            Tables tables = new Tables(JdbcClient.create(ground.database().dataSource()));
            long goal = new Topic(admin, Specimen.STATES).end();
            return Duel.run(
                            effort.rounds(),
                            round -> {},
                            () -> ours(ground, tables, goal),
                            () -> bare(ground, tables, goal))
                    .figures(name(), "states into rows, history kept", "≥ 0.7 of the baseline");
        }
    }

    private static Race ours(Ground ground, Tables tables, long goal) throws Exception {
        tables.empty();
        try (ServerProcess sink = ground.worker("sink", HEAP)) {
            return Race.watch(tables, goal, ground::cpu);
        }
    }

    private static Race bare(Ground ground, Tables tables, long goal) throws Exception {
        tables.empty();
        List<String> arguments = List.of(
                ground.brokers(),
                Specimen.STATES,
                Project.here().file("sql/query/upsert-entity.sql").toString());
        try (ServerProcess program = ground.program(BareSink.class, HEAP, arguments)) {
            return Race.watch(tables, goal, ground::cpu);
        }
    }

    /** Where the rows stand in the topic. */
    private record Tables(JdbcClient database) implements LongSupplier {

        void empty() {
            database.sql("truncate entity, revision").update();
        }

        @Override
        public long getAsLong() {
            return database.sql(
                            "select coalesce(sum(state_offset + 1), 0) from progress where consumer = 'sink-entity-state'")
                    .query(Long.class)
                    .single();
        }
    }
}
