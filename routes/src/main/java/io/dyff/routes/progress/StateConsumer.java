package io.dyff.routes.progress;

import java.util.Arrays;
import java.util.Optional;

/** Who reads the state topic into a table of its own. */
public enum StateConsumer {
    SINK("sink-entity-state", "entity"),
    ORCHESTRATE("orchestrate-entity-state", "admission");

    private final String id;
    private final String table;

    StateConsumer(String id, String table) {
        this.id = id;
        this.table = table;
    }

    /** The id of its route, the name of its positions, and the end of its group's name. */
    public String id() {
        return id;
    }

    /** The table that holds its effect. */
    String table() {
        return table;
    }

    /** The consumer that reads as this Kafka group. */
    static Optional<StateConsumer> ofGroup(String group) {
        return Arrays.stream(values())
                .filter(consumer -> group.endsWith("." + consumer.id))
                .findFirst();
    }
}
