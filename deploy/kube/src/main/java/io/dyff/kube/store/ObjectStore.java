package io.dyff.kube.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * All objects, with one sequence of versions over all resources.
 *
 * <p>A change is in the journal before anyone can read it, so nothing that a client saw is lost with the process.
 * Versions go on after a restart; the windows for watches start anew there.
 */
public final class ObjectStore implements AutoCloseable {

    /** Someone else changed the object first. */
    public static final class Stale extends Exception {}

    /** A list as it was at one version. */
    public record Snapshot(long version, List<Stored> objects) {}

    /**
     * How much of the past a watch can ask for.
     *
     * @param changes per resource
     */
    public record Window(int changes, long bytes) {}

    private final Window window;
    private final Journal journal;
    private final ConcurrentMap<String, ResourceTable> tables = new ConcurrentHashMap<>();
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private volatile long version;
    private final long firstVersion;
    private volatile boolean closed;

    public ObjectStore(Path folder, Window window) throws IOException {
        this.window = window;
        this.journal = new Journal(folder);
        this.firstVersion = Math.max(1, journal.version());
        this.version = firstVersion;
        journal.forEach((key, json) -> table(key.resource()).put(null, Stored.of(key, Json.trusted(json))));
    }

    private ResourceTable table(String resource) {
        return tables.computeIfAbsent(
                resource, r -> new ResourceTable(new ResourceLog(window.changes(), window.bytes(), firstVersion)));
    }

    /** The version of the newest change. */
    public long version() {
        return version;
    }

    public Optional<Stored> get(Key key) {
        return Optional.ofNullable(table(key.resource()).get(key.place()));
    }

    public Snapshot list(String resource, Selection selection) {
        lock.readLock().lock();
        try {
            return new Snapshot(version, table(resource).select(selection));
        } finally {
            lock.readLock().unlock();
        }
    }

    public ResourceLog log(String resource) {
        return table(resource).log();
    }

    /**
     * Writes an object when it still has the version that the caller saw.
     *
     * @param expected the version seen; 0 when the object must not exist
     * @param tree     becomes the stored object, with the new resourceVersion set in it
     */
    public Stored put(Key key, long expected, ObjectNode tree) throws Stale {
        lock.writeLock().lock();
        try {
            ResourceTable table = open(key);
            Stored before = current(table, key, expected);
            long next = version + 1;
            Json.child(tree, "metadata").put("resourceVersion", Long.toString(next));
            Stored after = Stored.of(key, tree);
            journal.record(next, key, after.json());
            table.put(before, after);
            table.log().append(new Change(next, before, after, after));
            version = next;
            return after;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Removes an object when it still has the version that the caller saw. */
    public Stored remove(Key key, long expected) throws Stale {
        lock.writeLock().lock();
        try {
            ResourceTable table = open(key);
            Stored before = current(table, key, expected);
            if (before == null) {
                throw new Stale();
            }
            long next = version + 1;
            Change change = Change.removal(before, next);
            journal.record(next, key, null);
            table.remove(before);
            table.log().append(change);
            version = next;
            return change.last();
        } finally {
            lock.writeLock().unlock();
        }
    }

    private ResourceTable open(Key key) {
        if (closed) {
            throw new IllegalStateException("The API server is stopping");
        }
        return table(key.resource());
    }

    private static @Nullable Stored current(ResourceTable table, Key key, long expected) throws Stale {
        Stored current = table.get(key.place());
        if ((current == null ? 0 : current.version()) != expected) {
            throw new Stale();
        }
        return current;
    }

    /** False once it cannot keep changes any more, such as after the disk was full; a new one on its folder can. */
    public boolean takesChanges() {
        return journal.takesMore();
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            closed = true;
            tables.values().forEach(table -> table.log().close());
            journal.close();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
