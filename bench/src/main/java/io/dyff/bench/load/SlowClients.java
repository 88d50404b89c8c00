package io.dyff.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Connections without a token that send a request a byte a second, and begin again when they are thrown out. */
public final class SlowClients implements AutoCloseable {
    private static final byte[] REQUEST =
            ("POST /v0/evaluations HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\n" + "x".repeat(1000))
                    .getBytes(US_ASCII);
    /** Its head is sent at once by every second one, so that both heads and bodies are slow. */
    private static final int HEAD = 75;

    private final URI target;
    private final List<Slow> clients = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    public SlowClients(URI target, int count) throws IOException {
        this.target = target;
        for (int i = 0; i < count; i++) {
            clients.add(new Slow(i % 2 == 0 ? 1 : HEAD));
        }
        clock.scheduleAtFixedRate(() -> clients.forEach(Slow::step), 1, 1, TimeUnit.SECONDS);
    }

    private final class Slow {
        private final int first;
        private Socket socket;
        private int sent;

        Slow(int first) throws IOException {
            this.first = first;
            this.socket = begin();
        }

        private Socket begin() throws IOException {
            Socket opened = new Socket(target.getHost(), target.getPort());
            opened.getOutputStream().write(REQUEST, 0, first);
            sent = first;
            return opened;
        }

        void step() {
            try {
                socket.getOutputStream().write(REQUEST, sent, 1);
                sent = (sent + 1) % REQUEST.length;
            } catch (IOException thrownOut) {
                again();
            }
        }

        private void again() {
            try {
                socket.close();
                socket = begin();
            } catch (IOException refused) {
                // The server takes no more connections just now; the next second may.
                sent = 0;
            }
        }
    }

    @Override
    public void close() throws IOException {
        clock.shutdownNow();
        for (Slow client : clients) {
            client.socket.close();
        }
    }
}
