package io.dyff.routes.api.watch;

import io.dyff.routes.api.read.query.QueryRequest;
import io.dyff.routes.json.Json;
import io.dyff.routes.state.EntityVersion;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What matches a query, without an end: first what a list would answer, or what has changed since the client's last event,
 * then each change. The id of an event says for each partition how far the client has come.
 */
final class QueryStream implements WatchStream {
    private static final int PAGE = 500;
    private final Watched watched;
    private final QueryRequest request;
    private final long limit;
    private final @Nullable String lastEventId;
    /** Versions that the first list showed beyond the cursor. */
    private final Map<String, Long> ahead = new HashMap<>();

    private Cursor cursor = Cursor.after(Map.of());
    private Cursor now = cursor;
    private List<EntityVersion> page = List.of();

    /**
     * @param limit how many entities the first list shows at most
     * @param lastEventId what the client says it has, absent on its first request
     */
    QueryStream(Watched watched, QueryRequest request, long limit, @Nullable String lastEventId) {
        this.watched = watched;
        this.request = request;
        this.limit = limit;
        this.lastEventId = lastEventId;
    }

    @Override
    public boolean concerns(EntityVersion change) {
        return watched.reaches(change) && watched.matches(request.lasting(), change);
    }

    @Override
    public void prepare(Cursor visible, HttpServletResponse response) {
        now = visible;
        if (lastEventId == null) {
            cursor = visible;
            page = watched.list(request, limit + 1);
            if (page.size() > limit) {
                page = page.subList(0, (int) limit);
                response.setHeader("Dyff-Truncated", "true");
            }
        } else {
            cursor = Cursor.of(lastEventId, visible.next().length).orElseThrow(Watched::badEventId);
            page = watched.since(request, cursor, PAGE);
        }
    }

    @Override
    public void open(EventWriter events) throws IOException {
        if (lastEventId == null) {
            for (EntityVersion row : page) {
                if (!cursor.covers(row)) {
                    ahead.put(row.id(), row.version());
                }
                if (watched.reaches(row)) {
                    events.event(Watched.name(row), watched.shown(row));
                }
            }
        } else {
            catchUp(events);
            cursor.pass(now);
        }
        page = List.of();
        events.id(cursor.toString());
    }

    private void catchUp(EventWriter events) throws IOException {
        while (!page.isEmpty()) {
            for (EntityVersion row : page) {
                if (concerns(row)) {
                    write(row, events);
                } else {
                    cursor.pass(row);
                }
            }
            page = page.size() < PAGE ? List.of() : watched.since(request, cursor, PAGE);
        }
    }

    @Override
    public void write(EntityVersion change, EventWriter events) throws IOException {
        if (cursor.covers(change)) {
            return;
        }
        cursor.pass(change);
        Long shown = ahead.remove(change.id());
        if (shown != null && change.version() <= shown) {
            ahead.put(change.id(), shown);
            return;
        }
        if (!watched.shows(change)) {
            events.id(cursor.toString());
        } else if (watched.matches(request, change)) {
            events.event(cursor.toString(), Watched.name(change), watched.shown(change));
        } else {
            events.event(cursor.toString(), "left", Json.object().put("id", change.id()));
        }
    }

    @Override
    public boolean isOver() {
        return false;
    }
}
