package io.dyff.bench.scenario;

import io.dyff.bench.baseline.BareAggregate;
import io.dyff.bench.core.Flood;
import io.dyff.bench.core.Race;
import io.dyff.bench.core.Specimen;
import io.dyff.bench.core.Topic;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** How fast events become states, against a bare Kafka Streams aggregation that is exactly once too. */
public final class AggregateScenario implements Scenario {
    private static final String OURS = "dyff.aggregate-entity";
    private static final String BARE = "bare-aggregate";
    private static final String RESULTS = "bare.state";
    private static final String HEAP = "512m";

    @Override
    public String name() {
        return "aggregate";
    }

    @Override
    public String description() {
        return "events into states, against a bare aggregation that is exactly once";
    }

    @Override
    public List<Figure> run(Effort effort, Path scratch) throws Exception {
        try (Ground ground = Ground.lay(scratch);
                Admin admin = Admin.create(Map.of("bootstrap.servers", ground.brokers()))) {
            Specimen specimen = ground.specimen();
            Topic events = new Topic(admin, Specimen.EVENTS);
            NewTopic results = new NewTopic(RESULTS, events.all().size(), (short) 1);
            admin.createTopics(List.of(results.configs(Map.of("cleanup.policy", "compact"))))
                    .all()
                    .get();
            // Each entity of a round is born and labelled.
            long records = (long) effort.entities() * specimen.steps();
            return Duel.run(
                            effort.rounds(),
                            round -> Flood.into(ground.brokers(), round * records, records, specimen::event),
                            () -> ours(ground, events),
                            () -> bare(ground, events))
                    .figures(name(), "events into states", "≥ 0.8 of the baseline");
        }
    }

    private static Race ours(Ground ground, Topic events) throws Exception {
        try (ServerProcess aggregate = ground.worker("aggregate", HEAP)) {
            return race(ground, events, OURS);
        }
    }

    private static Race bare(Ground ground, Topic events) throws Exception {
        List<String> arguments = List.of(
                ground.brokers(),
                BARE,
                Specimen.EVENTS,
                RESULTS,
                ground.scratch().resolve("bare").toString());
        try (ServerProcess program = ground.program(BareAggregate.class, HEAP, arguments)) {
            return race(ground, events, BARE);
        }
    }

    private static Race race(Ground ground, Topic events, String group) throws InterruptedException {
        long begin = events.position(group);
        return Race.watch(() -> events.position(group) - begin, events.end() - begin, ground::cpu);
    }
}
