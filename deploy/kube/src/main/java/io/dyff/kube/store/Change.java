package io.dyff.kube.store;

import io.dyff.kube.Json;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One step in the history of a resource. */
public final class Change {

    private final long version;
    private final @Nullable Stored before;
    private final @Nullable Stored after;
    private final Stored last;

    /** @param last the object as it stands after the change, or as it was last seen when it is gone */
    Change(long version, @Nullable Stored before, @Nullable Stored after, Stored last) {
        this.version = version;
        this.before = before;
        this.after = after;
        this.last = last;
    }

    public long version() {
        return version;
    }

    public Stored last() {
        return last;
    }

    /** What a watcher with this selection sees: ADDED, MODIFIED, DELETED, or null when it does not concern him. */
    public @Nullable String typeFor(Selection selection) {
        boolean was = before != null && selection.matches(before);
        boolean is = after != null && selection.matches(after);
        if (is) {
            return was ? "MODIFIED" : "ADDED";
        }
        return was ? "DELETED" : null;
    }

    /** The watch message as one line of JSON. */
    public byte[] message(String type) {
        return message(type, last.json());
    }

    public static byte[] message(String type, byte[] object) {
        byte[] head = ("{\"type\":\"" + type + "\",\"object\":").getBytes(StandardCharsets.UTF_8);
        byte[] message = new byte[head.length + object.length + 2];
        System.arraycopy(head, 0, message, 0, head.length);
        System.arraycopy(object, 0, message, head.length, object.length);
        message[message.length - 2] = '}';
        message[message.length - 1] = '\n';
        return message;
    }

    static Change removal(Stored before, long version) {
        var tree = before.tree();
        Json.child(tree, "metadata").put("resourceVersion", Long.toString(version));
        return new Change(version, before, null, Stored.of(before.key(), tree));
    }
}
