package io.dyff.routes.erase;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where an entity is found.
 *
 * @param rows of the tables
 * @param objects files in the object storage, as URLs
 * @param records of the topics
 */
public record Traces(List<Place> rows, List<String> objects, List<Place> records) {
    public Traces {
        rows = rows.stream().filter(Place::hasHits).toList();
        objects = List.copyOf(objects);
        records = records.stream().filter(Place::hasHits).toList();
    }

    /**
     * Hits in a table or topic.
     *
     * @param own rows or records of the entity itself
     * @param others those of other entities that name it
     */
    public record Place(String name, long own, long others) {
        boolean hasHits() {
            return own > 0 || others > 0;
        }
    }

    /** True when nothing of its own is left; others may name it still. */
    public boolean areGone() {
        return objects.isEmpty()
                && Stream.concat(rows.stream(), records.stream()).allMatch(place -> place.own() == 0);
    }
}
