package io.dyff.routes.orchestrate.execute;

import io.dyff.routes.orchestrate.admission.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * Which open decisions are acted on next. What makes another custom resource waits for a free place; nothing else ever waits
 * behind it, removals least of all: they are what makes room.
 */
public final class Turn {
    private Turn() {}

    /**
     * @param open rows with an open decision that nobody acts on, in their order
     * @param room how many more custom resources there may be
     * @param most how many of each sort are taken
     */
    public static List<Row> of(List<Row> open, long room, int most) {
        List<Row> chosen = new ArrayList<>(
                open.stream().filter(row -> !row.needsPlace()).limit(most).toList());
        open.stream()
                .filter(Row::needsPlace)
                .limit(Math.max(0, Math.min(room, most)))
                .forEach(chosen::add);
        return chosen;
    }
}
