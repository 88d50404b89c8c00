package io.dyff.node;

import io.dyff.kube.LogSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Gives our own API server what the pods of a node print. */
public final class KubeLogSource implements LogSource {

    private final PodLogs logs;

    public KubeLogSource(PodLogs logs) {
        this.logs = logs;
    }

    @Override
    public InputStream open(Request request) throws IOException {
        LogOptions options = new LogOptions(
                request.follow(),
                request.previous(),
                tail(request.tailLines()),
                request.since().orElse(null),
                request.limitBytes().isPresent() ? request.limitBytes().getAsLong() : null,
                request.timestamps());
        try {
            return logs.open(request.namespace(), request.pod(), null, request.container(), options);
        } catch (PodLogs.Unavailable none) {
            throw new LogSource.Unavailable(String.valueOf(none.getMessage()));
        }
    }

    private static @Nullable Integer tail(OptionalLong lines) {
        return lines.isPresent() ? (Integer) (int) Math.min(Integer.MAX_VALUE, lines.getAsLong()) : null;
    }
}
