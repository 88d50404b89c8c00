package io.dyff.routes.event.topics;

import java.util.List;

/**
 * The names of the platform's topics.
 *
 * @param events every change, in the order of its entity
 * @param state each entity as it stands, compacted
 */
public record TopicNames(String events, String state) {
    private static final String DEAD_LETTER = ".dlq";

    /** Events that were refused. */
    public String eventsDeadLetter() {
        return events + DEAD_LETTER;
    }

    /** States that the database refused. */
    public String stateDeadLetter() {
        return state + DEAD_LETTER;
    }

    public List<String> all() {
        return List.of(events, state, eventsDeadLetter(), stateDeadLetter());
    }
}
