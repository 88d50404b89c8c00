package io.dyff.kube.controllers.collect;

import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All objects by uid, who owns whom, and which owners are known to be gone. */
final class Graph {

    private static final int MOST_GONE = 10_000;

    private final Map<String, Known> objects = new HashMap<>();
    private final Map<String, Set<String>> dependents = new HashMap<>();
    private final Map<String, Integer> perNamespace = new HashMap<>();
    private final Map<String, Boolean> gone = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_GONE;
        }
    };

    synchronized void put(Known object) {
        Known before = objects.put(object.uid(), object);
        if (before == null) {
            perNamespace.merge(object.namespace(), 1, Integer::sum);
        } else {
            unlink(before);
        }
        for (OwnerReference owner : object.owners()) {
            dependents.computeIfAbsent(owner.getUid(), uid -> new HashSet<>()).add(object.uid());
        }
    }

    synchronized void remove(String uid) {
        Known before = objects.remove(uid);
        gone.put(uid, true);
        if (before != null) {
            unlink(before);
            perNamespace.merge(before.namespace(), -1, Integer::sum);
        }
    }

    private void unlink(Known object) {
        for (OwnerReference owner : object.owners()) {
            dependents.computeIfPresent(owner.getUid(), (uid, set) -> {
                set.remove(object.uid());
                return set.isEmpty() ? null : set;
            });
        }
    }

    synchronized Optional<Known> get(String uid) {
        return Optional.ofNullable(objects.get(uid));
    }

    synchronized List<Known> dependents(String uid) {
        return dependents.getOrDefault(uid, Set.of()).stream()
                .map(objects::get)
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    synchronized void markGone(String uid) {
        gone.put(uid, true);
    }

    synchronized boolean isGone(String uid) {
        return gone.containsKey(uid);
    }

    synchronized boolean isEmpty(String namespace) {
        return perNamespace.getOrDefault(namespace, 0) == 0;
    }
}
