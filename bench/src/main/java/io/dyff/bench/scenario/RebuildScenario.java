package io.dyff.bench.scenario;

import io.dyff.bench.core.Committed;
import io.dyff.bench.core.Flood;
import io.dyff.bench.core.Specimen;
import io.dyff.bench.core.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** How long it takes to make every store anew from the state topic, as there is ten times more of it. */
public final class RebuildScenario implements Scenario {
    private static final int SMALLEST = 10_000;
    private static final int LARGEST = 1_000_000;
    private static final String EQUAL = "0 differences in ";

    @Override
    public String name() {
        return "rebuild";
    }

    @Override
    public String description() {
        return "rows and the aggregator's store anew from the states of up to " + LARGEST + " entities";
    }

    @Override
    public List<Figure> run(Effort effort, Path scratch) throws Exception {
        try (Ground ground = Ground.lay(scratch);
                Admin admin = Admin.create(Map.of("bootstrap.servers", ground.brokers()))) {
            Specimen specimen = ground.specimen();
            Topic states = new Topic(admin, Specimen.STATES);
            List<Figure> figures = new ArrayList<>();
            int written = 0;
            for (int entities = SMALLEST; entities <= Math.min(LARGEST, effort.entities() * 10); entities *= 10) {
                Flood.into(ground.brokers(), written, entities - written, specimen::lastState);
                written = entities;
                String of = " of " + entities;
                double read = seconds(() -> read(ground.brokers(), states));
                figures.add(limited("rows" + of, seconds(() -> ground.admin("sink", "rebuild")), read));
                figures.add(limited("comparison" + of, seconds(() -> compare(ground)), read));
                figures.add(
                        limited("aggregator's store" + of, seconds(() -> ground.admin("aggregate", "rebuild")), read));
            }
            return figures;
        }
    }

    private Figure limited(String what, double seconds, double floor) {
        return new Figure(name(), what + " (floor: read)", "s", seconds, floor, "≤ 60");
    }

    private static void compare(Ground ground) throws Exception {
        String said = ground.admin("sink", "compare");
        if (!said.startsWith(EQUAL)) {
            throw new IllegalStateException("the rows differ: " + said);
        }
    }

    /** What cannot be done without: each record once, unread. */
    private static void read(String brokers, Topic states) {
        try (KafkaConsumer<String, byte[]> consumer = Committed.of(brokers, states.name())) {
            long end = states.end();
            while (consumer.assignment().stream().mapToLong(consumer::position).sum() < end) {
                consumer.poll(Duration.ofSeconds(1));
            }
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private static double seconds(Work work) throws Exception {
        long begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / 1e9;
    }
}
