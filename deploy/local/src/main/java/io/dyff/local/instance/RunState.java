package io.dyff.local.instance;

import io.dyff.node.process.ProcessIdentity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who runs an instance, as its supervisor last wrote it down.
 *
 * @param phase {@code starting}, {@code ready}, {@code stopping} or {@code stopped}
 * @param endpoint of the API, when there is one
 */
public record RunState(
        ProcessIdentity supervisor, String phase, @Nullable String endpoint, List<Child> processes) {

    public RunState {
        processes = List.copyOf(processes);
    }

    /**
     * A supervised process.
     *
     * @param state {@code starting}, {@code running}, {@code waiting} (for its restart) or {@code ended}
     */
    public record Child(String name, @Nullable ProcessIdentity process, String state, int restarts) {}
}
