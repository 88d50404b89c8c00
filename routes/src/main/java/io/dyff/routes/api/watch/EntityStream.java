package io.dyff.routes.api.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.http.problem.ProblemException;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Statuses;
import io.dyff.routes.state.EntityVersion;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One entity, until it is at rest, and how far its work is meanwhile. The id of an event is the entity's version; those of
 * its progress have none.
 */
final class EntityStream implements WatchStream {
    private static final Logger LOG = LoggerFactory.getLogger(EntityStream.class);
    private static final long NOTHING = -1;
    private static final String VERSION = "\\d{1,18}";
    private static final long LOOK_NANOS = Duration.ofSeconds(5).toNanos();
    private final Watched watched;
    private final String id;
    private final Supplier<Optional<JsonNode>> progress;
    private @Nullable JsonNode told;
    private boolean live;
    private long looked = System.nanoTime() - LOOK_NANOS;
    private long known;
    private @Nullable EntityVersion first;
    private boolean over;

    /**
     * @param progress what its program said last of its work
     * @param lastEventId what the client says it has, absent on its first request
     */
    EntityStream(Watched watched, String id, Supplier<Optional<JsonNode>> progress, @Nullable String lastEventId) {
        this.watched = watched;
        this.id = id;
        this.progress = progress;
        if (lastEventId != null && !lastEventId.matches(VERSION)) {
            throw Watched.badEventId();
        }
        this.known = lastEventId == null ? NOTHING : Long.parseLong(lastEventId);
    }

    @Override
    public boolean concerns(EntityVersion change) {
        return change.id().equals(id);
    }

    @Override
    public void prepare(Cursor now, HttpServletResponse response) {
        EntityVersion row = watched.one(id).orElseThrow(() -> Problem.notFound().exception());
        watched.authorize(row);
        if (known > row.version()) {
            // Not a version of this entity: better told twice than not at all.
            known = NOTHING;
        }
        over = known == row.version() && isAtRest(row);
        first = row;
    }

    @Override
    public void open(EventWriter events) throws IOException {
        write(Objects.requireNonNull(first), events);
    }

    @Override
    public void write(EntityVersion change, EventWriter events) throws IOException {
        if (change.version() <= known) {
            return;
        }
        if (!watched.shows(change)) {
            over = true;
            return;
        }
        known = change.version();
        live = Statuses.isLive(String.valueOf(change.text("status")));
        String eventId = Long.toString(known);
        events.event(eventId, Watched.name(change), watched.shown(change));
        if (isAtRest(change)) {
            events.event(eventId, "end", end(change));
            over = true;
        }
    }

    /** While an object of the cluster works; that storage does not answer ends no stream. */
    @Override
    public void look(EventWriter events) throws IOException {
        long now = System.nanoTime();
        if (!live || over || now - looked < LOOK_NANOS) {
            return;
        }
        looked = now;
        try {
            JsonNode said = progress.get().orElse(null);
            if (said != null && !said.equals(told)) {
                told = said;
                events.event("progress", said);
            }
        } catch (ProblemException e) {
            LOG.debug("no progress of {}", id, e);
        }
    }

    @Override
    public boolean isOver() {
        return over;
    }

    private static boolean isAtRest(EntityVersion change) {
        String status = change.text("status");
        return status == null || Statuses.isTerminal(status);
    }

    private static JsonNode end(EntityVersion change) {
        ObjectNode end = Json.object().put("id", change.id());
        for (String field : List.of("status", "reason")) {
            if (change.text(field) != null) {
                end.put(field, change.text(field));
            }
        }
        return end;
    }
}
