package io.dyff.node;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a container's log is wanted.
 *
 * @param follow whether to go on until the container ends
 * @param previous whether the run before the present one is meant
 * @param tailLines only so many lines at the end, or null
 * @param sinceTime only what was printed after this moment (to about half a second), or null
 * @param limitBytes at most so many bytes, or null
 * @param timestamps whether each line begins with the time by which it was printed (to about a second) and a blank
 */
public record LogOptions(
        boolean follow,
        boolean previous,
        @Nullable Integer tailLines,
        @Nullable Instant sinceTime,
        @Nullable Long limitBytes,
        boolean timestamps) {

    /** Everything that is there. */
    public static LogOptions all() {
        return new LogOptions(false, false, null, null, null, false);
    }

    /** Everything, and what comes. */
    public static LogOptions following() {
        return new LogOptions(true, false, null, null, null, false);
    }
}
