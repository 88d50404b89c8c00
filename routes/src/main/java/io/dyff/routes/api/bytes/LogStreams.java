package io.dyff.routes.api.bytes;

import io.dyff.routes.http.problem.Problem;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The streams of logs that are open in this process: bounded, all together and for each token. */
final class LogStreams implements AutoCloseable {
    private static final int RETRY_SECONDS = 10;
    private final int most;
    private final int mostPerToken;
    private final Map<LogStream, String> open = new ConcurrentHashMap<>();

    LogStreams(int most, int mostPerToken) {
        this.most = most;
        this.mostPerToken = mostPerToken;
    }

    /** Refuses one more. */
    void requirePlace(String tokenId) {
        if (open.size() >= most || of(tokenId) >= mostPerToken) {
            throw Problem.retryLater(
                            429,
                            "at most " + mostPerToken + " streams of logs may be open with one token, and " + most
                                    + " altogether",
                            RETRY_SECONDS)
                    .exception();
        }
    }

    private long of(String tokenId) {
        return open.values().stream().filter(tokenId::equals).count();
    }

    void opened(LogStream stream, String tokenId) {
        open.put(stream, tokenId);
    }

    void closed(LogStream stream) {
        open.remove(stream);
    }

    /** The service ends. */
    @Override
    public void close() {
        open.keySet()
                .forEach(stream -> stream.close(new CloseReason(CloseCodes.GOING_AWAY, "the service is stopping")));
    }
}
