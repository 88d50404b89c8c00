package io.dyff.operator.controller.workflow;

import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers what was deleted a moment ago, for as long as the caches may still show it. */
final class RecentDeletions {

    private static final int CAPACITY = 4096;

    private final Map<String, Boolean> uids = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > CAPACITY;
        }
    };

    /** Whether this object has not been deleted before. */
    synchronized boolean first(String uid) {
        return uids.put(uid, true) == null;
    }
}
