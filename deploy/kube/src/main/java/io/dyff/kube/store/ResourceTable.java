package io.dyff.kube.store;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The living objects of one resource, sorted by namespace and name. */
final class ResourceTable {

    private final ConcurrentNavigableMap<String, Stored> objects = new ConcurrentSkipListMap<>();
    private final LabelIndex labels = new LabelIndex();
    private final ResourceLog log;

    ResourceTable(ResourceLog log) {
        this.log = log;
    }

    ResourceLog log() {
        return log;
    }

    @Nullable
    Stored get(String place) {
        return objects.get(place);
    }

    void put(@Nullable Stored before, Stored after) {
        objects.put(after.key().place(), after);
        labels.replace(before, after);
    }

    void remove(Stored before) {
        objects.remove(before.key().place());
        labels.replace(before, null);
    }

    List<Stored> select(Selection selection) {
        String name = selection.fields().required("metadata.name");
        String namespace = selection.namespace().isEmpty()
                ? selection.fields().required("metadata.namespace")
                : selection.namespace();
        List<Stored> found = new ArrayList<>();
        if (!name.isEmpty() && !namespace.isEmpty()) {
            add(objects.get(namespace + "/" + name), selection, found);
            return found;
        }
        SortedSet<String> candidates = labels.candidates(selection.labels());
        if (candidates != null) {
            candidates.forEach(place -> add(objects.get(place), selection, found));
            return found;
        }
        var range = namespace.isEmpty() ? objects : objects.subMap(namespace + "/", namespace + "0");
        range.values().forEach(object -> add(object, selection, found));
        return found;
    }

    private static void add(@Nullable Stored object, Selection selection, List<Stored> found) {
        if (object != null && selection.matches(object)) {
            found.add(object);
        }
    }
}
