package io.dyff.kube.http;

import io.dyff.kube.Json;
import io.dyff.kube.object.ApiError;
import io.dyff.kube.object.ResourceType;
import io.dyff.kube.store.Change;
import io.dyff.kube.store.ObjectStore;
import io.dyff.kube.store.ResourceLog;
import io.dyff.kube.store.Selection;
import io.dyff.kube.store.Stored;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One watch: reads the resource's log at the pace of its client. */
final class Watching implements Answer.Pump {

    /**
     * What a client asked for.
     *
     * @param from      the version after which to begin; negative to begin with the present objects
     * @param timeout   after which the watch ends
     * @param bookmarks whether to tell the version now and then
     * @param announce  whether to mark the end of the present objects
     */
    record Wish(Selection selection, long from, Duration timeout, boolean bookmarks, boolean announce) {}

    private final ObjectStore store;
    private final ResourceType type;
    private final Wish wish;
    private final Rendering rendering;
    private final Duration bookmarkEvery;

    Watching(ObjectStore store, ResourceType type, Wish wish, Rendering rendering, Duration bookmarkEvery) {
        this.store = store;
        this.type = type;
        this.wish = wish;
        this.rendering = rendering;
        this.bookmarkEvery = bookmarkEvery;
    }

    @Override
    public void run(Answer.Sink sink) throws InterruptedException {
        long end = System.nanoTime() + wish.timeout().toNanos();
        long cursor = wish.from() >= 0 ? wish.from() : sendPresent(sink);
        ResourceLog log = store.log(type.resource());
        while (true) {
            long left = end - System.nanoTime();
            long patience = wish.bookmarks() ? Math.min(left, bookmarkEvery.toNanos()) : left;
            long version;
            List<Change> changes;
            try {
                changes = log.after(cursor, Math.max(0, patience), TimeUnit.NANOSECONDS);
                // Read before looking again: what is not in the log then is not older than this version.
                version = store.version();
                changes = changes.isEmpty() ? log.after(cursor, 0, TimeUnit.NANOSECONDS) : changes;
            } catch (ResourceLog.Expired e) {
                ApiError gone = ApiError.expired(String.valueOf(e.getMessage()));
                sink.send(List.of(Change.message("ERROR", Json.bytes(gone.status()))));
                return;
            }
            if (!changes.isEmpty()) {
                send(sink, changes);
                cursor = changes.getLast().version();
            } else if (log.closed()) {
                return;
            } else if (wish.bookmarks()) {
                cursor = Math.max(cursor, version);
                sink.send(List.of(rendering.bookmark(cursor, false)));
            }
            if (System.nanoTime() >= end) {
                return;
            }
        }
    }

    private long sendPresent(Answer.Sink sink) throws InterruptedException {
        ObjectStore.Snapshot present = store.list(type.resource(), wish.selection());
        List<byte[]> messages = new ArrayList<>();
        for (Stored object : present.objects()) {
            messages.add(rendering.event("ADDED", object));
        }
        if (wish.announce()) {
            messages.add(rendering.bookmark(present.version(), true));
        }
        if (!messages.isEmpty()) {
            sink.send(messages);
        }
        return present.version();
    }

    private void send(Answer.Sink sink, List<Change> changes) throws InterruptedException {
        List<byte[]> messages = new ArrayList<>(changes.size());
        for (Change change : changes) {
            @Nullable String kind = change.typeFor(wish.selection());
            if (kind != null) {
                messages.add(rendering.event(kind, change));
            }
        }
        if (!messages.isEmpty()) {
            sink.send(messages);
        }
    }
}
