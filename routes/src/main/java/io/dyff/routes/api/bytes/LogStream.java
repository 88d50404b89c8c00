package io.dyff.routes.api.bytes;

import io.dyff.routes.http.security.CallerAuthentication;
import io.dyff.routes.logs.LogFeed;
import io.dyff.routes.logs.LogLine;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.tomcat.websocket.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open stream: a text message for each line. It ends normally when all was sent, at once when its token counts no
 * more, and breaks off when its reader does not take a message in time.
 */
final class LogStream extends Endpoint {
    private static final Logger LOG = LoggerFactory.getLogger(LogStream.class);
    private static final long SEND_TIMEOUT_MS = 5_000;
    private static final int MOST_FROM_CLIENT = 1_024;
    private static final long LOOK_SECONDS = 1;
    private static final int LOOKS_UNTIL_PING = 20;

    private final CallerAuthentication caller;
    private final LogStreams streams;
    private final LogFeed feed;
    private final BlockingQueue<LogLine> lines;
    private final Supplier<Optional<String>> status;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Optional<Session> session = Optional.empty();

    /**
     * @param feed puts into {@code lines} what is to be sent
     * @param status of the entity; empty when it is no more
     */
    LogStream(
            CallerAuthentication caller,
            LogStreams streams,
            LogFeed feed,
            BlockingQueue<LogLine> lines,
            Supplier<Optional<String>> status) {
        this.caller = caller;
        this.streams = streams;
        this.feed = feed;
        this.lines = lines;
        this.status = status;
    }

    @Override
    public void onOpen(Session opened, EndpointConfig config) {
        session = Optional.of(opened);
        opened.setMaxIdleTimeout(0);
        opened.setMaxTextMessageBufferSize(MOST_FROM_CLIENT);
        opened.setMaxBinaryMessageBufferSize(MOST_FROM_CLIENT);
        opened.getUserProperties().put(Constants.BLOCKING_SEND_TIMEOUT_PROPERTY, SEND_TIMEOUT_MS);
        streams.opened(this, caller.caller().tokenId());
        thread("feed", () -> feed.run(status));
        thread("guard", this::guard);
        thread("send", () -> send(opened));
    }

    @Override
    public void onClose(Session closed, CloseReason reason) {
        streams.closed(this);
        over.countDown();
        feed.close();
        lines.clear();
    }

    @Override
    public void onError(Session failed, Throwable fault) {
        LOG.debug("a stream of logs broke off", fault);
    }

    void close(CloseReason reason) {
        try {
            if (session.isPresent()) {
                session.get().close(reason);
            }
        } catch (IOException e) {
            LOG.debug("a stream of logs was not closed well", e);
        }
    }

    private void send(Session to) throws InterruptedException, IOException {
        for (int quiet = 0; to.isOpen(); quiet++) {
            boolean last = feed.hasEnded();
            LogLine line = lines.poll(LOOK_SECONDS, TimeUnit.SECONDS);
            if (line != null) {
                to.getBasicRemote().sendText(line.toJson().toString());
                quiet = 0;
            } else if (last) {
                close(new CloseReason(CloseCodes.NORMAL_CLOSURE, "all was sent"));
            } else if (quiet >= LOOKS_UNTIL_PING) {
                to.getBasicRemote().sendPing(ByteBuffer.allocate(0));
                quiet = 0;
            }
        }
    }

    private void guard() throws InterruptedException {
        while (!over.await(LOOK_SECONDS, TimeUnit.SECONDS)) {
            if (!caller.stillCounts()) {
                close(new CloseReason(CloseCodes.VIOLATED_POLICY, "the token counts no more"));
            }
        }
    }

    /** Something that runs as long as the stream does. */
    private interface Work {
        void run() throws InterruptedException, IOException;
    }

    private void thread(String what, Work work) {
        Thread.ofVirtual().name("log-" + what).start(() -> {
            try {
                work.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                close(new CloseReason(CloseCodes.CLOSED_ABNORMALLY, "the reader is gone, or too slow"));
            } catch (RuntimeException e) {
                LOG.warn("a stream of logs cannot go on", e);
                close(new CloseReason(CloseCodes.TRY_AGAIN_LATER, "the stream cannot go on"));
            }
        });
    }
}
