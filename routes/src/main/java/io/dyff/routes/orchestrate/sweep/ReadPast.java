package io.dyff.routes.orchestrate.sweep;

import io.dyff.routes.orchestrate.manifest.EventPosition;
import io.dyff.routes.progress.Position;
import io.dyff.routes.progress.Progress;
import io.dyff.routes.progress.StateConsumer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the objects whose creation the orchestrator has read past: of these alone it may say that nobody knows them. A
 * database that was restored or emptied knows little, and that is no reason to delete.
 */
public final class ReadPast {
    private static final Logger LOG = LoggerFactory.getLogger(ReadPast.class);

    private static final Pattern FORM = Pattern.compile("([^/]+)/(\\d{1,9})/(\\d{1,18})");

    private final Supplier<Map<Integer, Long>> ends;
    private final Progress progress;

    /**
     * @param ends the end offset of each partition of the state topic, now
     */
    public ReadPast(Supplier<Map<Integer, Long>> ends, Progress progress) {
        this.ends = ends;
        this.progress = progress;
    }

    /**
     * Those of the objects that were made of events read by now. One that does not say what it was made of counts as read
     * when everything is that was there after it was listed; one made of other topics never does.
     */
    List<GenericKubernetesResource> of(Collection<GenericKubernetesResource> objects) {
        if (objects.isEmpty()) {
            return List.of();
        }
        // The ends first: what was read after them reaches up to them.
        boolean silent =
                objects.stream().anyMatch(object -> EventPosition.of(object).isEmpty());
        Map<Integer, Long> limits = silent ? ends.get() : Map.of();
        Map<Integer, Position> read = progress.read(StateConsumer.ORCHESTRATE);
        boolean all = limits.entrySet().stream()
                .allMatch(end -> at(read, end.getKey()).stateOffset() + 1 >= end.getValue());
        return objects.stream()
                .filter(object -> EventPosition.of(object).isEmpty() ? all : isRead(object, read))
                .toList();
    }

    private boolean isRead(GenericKubernetesResource object, Map<Integer, Position> read) {
        Matcher position = FORM.matcher(EventPosition.of(object));
        if (!position.matches() || !position.group(1).equals(progress.topicIds())) {
            LOG.warn(
                    "{} is left alone: no entity has its id, but it was made of other topics ({})",
                    object.getMetadata().getName(),
                    EventPosition.of(object));
            return false;
        }
        return at(read, Integer.parseInt(position.group(2))).eventOffset() >= Long.parseLong(position.group(3));
    }

    private static Position at(Map<Integer, Position> read, int partition) {
        return read.getOrDefault(partition, new Position(partition, -1, -1));
    }
}
