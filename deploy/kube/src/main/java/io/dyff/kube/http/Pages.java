package io.dyff.kube.http;

import io.dyff.kube.object.ApiError;
import io.dyff.kube.store.ObjectStore;
import io.dyff.kube.store.Stored;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists in parts: the rest of a list waits, as it was at its version, until the client asks for more or it grows old. */
final class Pages {

    private static final int MOST_WAITING = 100;

    /** Part of a list; the token is empty at its end. */
    record Page(ObjectStore.Snapshot part, String token, int remaining) {}

    private final Map<String, ObjectStore.Snapshot> waiting = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ObjectStore.Snapshot> eldest) {
            return size() > MOST_WAITING;
        }
    };

    Page first(ObjectStore.Snapshot whole, long limit) {
        return cut(whole, limit);
    }

    Page next(String token, long limit) {
        ObjectStore.@Nullable Snapshot rest;
        synchronized (waiting) {
            rest = waiting.get(token);
        }
        if (rest == null) {
            throw ApiError.expired(
                    "The provided continue parameter is too old to display a consistent list result. You must"
                            + " start a new list without the continue parameter.");
        }
        return cut(rest, limit);
    }

    private Page cut(ObjectStore.Snapshot whole, long limit) {
        List<Stored> objects = whole.objects();
        if (limit <= 0 || objects.size() <= limit) {
            return new Page(whole, "", 0);
        }
        int end = (int) limit;
        String token = UUID.randomUUID().toString();
        synchronized (waiting) {
            waiting.put(token, new ObjectStore.Snapshot(whole.version(), objects.subList(end, objects.size())));
        }
        return new Page(
                new ObjectStore.Snapshot(whole.version(), objects.subList(0, end)), token, objects.size() - end);
    }
}
