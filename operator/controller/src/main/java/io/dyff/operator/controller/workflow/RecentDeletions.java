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

    synchronized boolean contains(String uid) {
        return uids.containsKey(uid);
    }

    synchronized void add(String uid) {
        uids.put(uid, true);
    }
}
