package io.dyff.kube.store;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions, selections and logs of stored objects. */
class ObjectStoreTest {

    private static final ObjectStore.Window SMALL = new ObjectStore.Window(3, 1_000_000);

    @TempDir
    private Path folder;

    private static Key key(String namespace, String name) {
        return new Key("things", namespace, name);
    }

    private static ObjectNode tree(String name, String label) {
        ObjectNode tree = Json.object();
        Json.child(tree, "metadata")
                .put("name", name)
                .put("uid", "uid-" + name)
                .putObject("labels")
                .put("l", label);
        return tree;
    }

    private static Selection labelled(String namespace, String selector) {
        return new Selection(namespace, LabelSelector.parse(selector), FieldSelector.EVERYTHING);
    }

    @Test
    void shouldWriteOnlyOverTheVersionThatWasSeen() throws Exception {
        try (ObjectStore store = new ObjectStore(folder, SMALL)) {
            Stored first = store.put(key("n", "a"), 0, tree("a", "x"));

            assertThatThrownBy(() -> store.put(key("n", "a"), 0, tree("a", "y")))
                    .isInstanceOf(ObjectStore.Stale.class);
            Stored second = store.put(key("n", "a"), first.version(), tree("a", "y"));
            assertThatThrownBy(() -> store.remove(key("n", "a"), first.version()))
                    .isInstanceOf(ObjectStore.Stale.class);

            assertThat(second.version()).isEqualTo(first.version() + 1);
            assertThat(second.tree().at("/metadata/resourceVersion").asLong()).isEqualTo(second.version());
        }
    }

    @Test
    void shouldTellWhenItCanTakeNoMoreAndGoOnWhenOpenedAgain() throws Exception {
        try (ObjectStore store = new ObjectStore(folder, SMALL)) {
            store.put(key("n", "a"), 0, tree("a", "x"));
            assertThat(store.takesChanges()).isTrue();

            // An interrupted write closes the file, as a failed one does.
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> store.put(key("n", "b"), 0, tree("b", "x")));
            assertThat(Thread.interrupted()).isTrue();

            assertThat(store.takesChanges()).isFalse();
        }
        try (ObjectStore again = new ObjectStore(folder, SMALL)) {
            assertThat(again.takesChanges()).isTrue();
            assertThat(again.get(key("n", "a"))).isPresent();
        }
    }

    @Test
    void shouldSelectByNamespaceLabelAndName() throws Exception {
        try (ObjectStore store = new ObjectStore(folder, SMALL)) {
            store.put(key("n", "a"), 0, tree("a", "x"));
            store.put(key("n", "b"), 0, tree("b", "y"));
            store.put(key("n-1", "c"), 0, tree("c", "x"));
            long moved = store.get(key("n", "a")).orElseThrow().version();
            store.put(key("n", "a"), moved, tree("a", "z"));

            assertThat(names(store, labelled("", "l=x"))).containsExactly("c");
            assertThat(names(store, labelled("n", "l=z"))).containsExactly("a");
            assertThat(names(store, labelled("n", ""))).containsExactly("a", "b");
            Selection named = new Selection("n", LabelSelector.EVERYTHING, FieldSelector.parse("metadata.name=b"));
            assertThat(names(store, named)).containsExactly("b");
        }
    }

    private static List<String> names(ObjectStore store, Selection selection) {
        return store.list("things", selection).objects().stream()
                .map(object -> object.key().name())
                .toList();
    }

    @Test
    void shouldReplayTheWindowAndRefuseWhatIsOlder() throws Exception {
        try (ObjectStore store = new ObjectStore(folder, SMALL)) {
            long start = store.version();
            for (String name : List.of("a", "b", "c", "d")) {
                store.put(key("n", name), 0, tree(name, "x"));
            }
            ResourceLog log = store.log("things");

            assertThat(log.after(start + 1, 0, MILLISECONDS))
                    .extracting(Change::version)
                    .containsExactly(start + 2, start + 3, start + 4);
            assertThat(log.after(start + 4, 1, MILLISECONDS)).isEmpty();
            assertThatThrownBy(() -> log.after(start, 0, MILLISECONDS)).isInstanceOf(ResourceLog.Expired.class);
        }
    }

    @Test
    void shouldTellAWatcherWhenAnObjectEntersAndLeavesHisSelection() throws Exception {
        try (ObjectStore store = new ObjectStore(folder, SMALL)) {
            long start = store.version();
            Stored first = store.put(key("n", "a"), 0, tree("a", "x"));
            Stored second = store.put(key("n", "a"), first.version(), tree("a", "y"));
            store.remove(key("n", "a"), second.version());

            List<Change> changes = store.log("things").after(start, 0, MILLISECONDS);

            assertThat(changes)
                    .extracting(change -> change.typeFor(Selection.EVERYTHING))
                    .containsExactly("ADDED", "MODIFIED", "DELETED");
            assertThat(changes)
                    .extracting(change -> change.typeFor(labelled("", "l=x")))
                    .containsExactly("ADDED", "DELETED", null);
            assertThat(changes)
                    .extracting(change -> change.typeFor(labelled("", "l=y")))
                    .containsExactly(null, "ADDED", "DELETED");
            assertThat(changes.getLast().last().version()).isEqualTo(start + 3);
        }
    }

    @Test
    void shouldFindEverythingAgainAndGoOnCounting() throws Exception {
        long version;
        try (ObjectStore store = new ObjectStore(folder, SMALL)) {
            store.put(key("n", "a"), 0, tree("a", "x"));
            Stored gone = store.put(key("n", "b"), 0, tree("b", "x"));
            store.remove(gone.key(), gone.version());
            version = store.version();
        }
        try (ObjectStore store = new ObjectStore(folder, SMALL)) {
            assertThat(store.version()).isEqualTo(version);
            assertThat(names(store, labelled("", "l=x"))).containsExactly("a");
            assertThatThrownBy(() -> store.log("things").after(version - 1, 0, MILLISECONDS))
                    .isInstanceOf(ResourceLog.Expired.class);
        }
    }

    @Test
    void shouldBelongToOneAtATime() throws Exception {
        try (ObjectStore store = new ObjectStore(folder, SMALL)) {
            assertThat(store.version()).isPositive();
            assertThatThrownBy(() -> new ObjectStore(folder, SMALL))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("belongs to another running API server");
        }
    }
}
