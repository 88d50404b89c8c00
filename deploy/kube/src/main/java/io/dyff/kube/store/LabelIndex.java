package io.dyff.kube.store;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the places of objects by one label's value; guarded by the table's lock. */
final class LabelIndex {

    private final Map<Map.Entry<String, String>, TreeSet<String>> places = new HashMap<>();

    void replace(@Nullable Stored before, @Nullable Stored after) {
        if (before != null && after != null && before.labels().equals(after.labels())) {
            return;
        }
        if (before != null) {
            before.labels()
                    .entrySet()
                    .forEach(label -> remove(label, before.key().place()));
        }
        if (after != null) {
            after.labels()
                    .forEach((name, value) -> places.computeIfAbsent(Map.entry(name, value), l -> new TreeSet<>())
                            .add(after.key().place()));
        }
    }

    private void remove(Map.Entry<String, String> label, String place) {
        places.computeIfPresent(Map.entry(label.getKey(), label.getValue()), (l, set) -> {
            set.remove(place);
            return set.isEmpty() ? null : set;
        });
    }

    /** The smallest set of places that holds every match, or null when the selector asks for no single value. */
    @Nullable
    SortedSet<String> candidates(LabelSelector selector) {
        SortedSet<String> best = null;
        for (var requirement : selector.requirements()) {
            if (requirement.operator() == LabelSelector.Operator.IN
                    && requirement.values().size() == 1) {
                String value = requirement.values().iterator().next();
                SortedSet<String> found = places.getOrDefault(Map.entry(requirement.label(), value), new TreeSet<>());
                best = best == null || found.size() < best.size() ? found : best;
            }
        }
        return best;
    }
}
