package io.dyff.routes.api.watch;

import io.dyff.routes.http.problem.Problem;
import java.util.HashMap;
import java.util.Map;

/** Counts the streams of this process, all of them and those of each token. */
final class StreamPermits {
    private static final int RETRY_SECONDS = 5;
    private final int most;
    private final int mostPerToken;
    private final Map<String, Integer> open = new HashMap<>();
    private int all;

    StreamPermits(WatchSettings settings) {
        this.most = settings.streams();
        this.mostPerToken = settings.streamsPerToken();
    }

    /** One more stream of the token; closing the permit ends it. */
    synchronized Permit take(String tokenId) {
        if (all >= most) {
            throw Problem.retryLater(503, "this process has " + most + " streams open already", RETRY_SECONDS)
                    .exception();
        }
        if (open.getOrDefault(tokenId, 0) >= mostPerToken) {
            throw Problem.retryLater(
                            429, "the token has " + mostPerToken + " streams open already: end one", RETRY_SECONDS)
                    .exception();
        }
        all++;
        open.merge(tokenId, 1, Integer::sum);
        return () -> give(tokenId);
    }

    private synchronized void give(String tokenId) {
        all--;
        open.computeIfPresent(tokenId, (id, count) -> count == 1 ? null : count - 1);
    }

    /** A stream that was let in. */
    interface Permit extends AutoCloseable {
        @Override
        void close();
    }
}
