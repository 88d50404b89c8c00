package io.dyff.node.proxy;

import io.dyff.node.NodeCounters;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Serves one client of the proxy: one request after the other. */
final class ProxyConnection {

    static final int HEAD_LIMIT = 64 * 1024;
    private static final int CONNECT_MS = 2_000;

    private static final Pattern ABSOLUTE =
            Pattern.compile("(?i:http)://([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::([0-9]{1,5}))?((?:[/?][^#]*)?)");

    private final Socket client;
    private final BufferedInputStream in;
    private final OutputStream out;
    private final Resolver resolver;
    private final NodeCounters counters;
    private final Consumer<Socket> opened;

    ProxyConnection(Socket client, Resolver resolver, NodeCounters counters, Consumer<Socket> opened)
            throws IOException {
        this.client = client;
        this.in = new BufferedInputStream(client.getInputStream());
        this.out = client.getOutputStream();
        this.resolver = resolver;
        this.counters = counters;
        this.opened = opened;
    }

    /** Where a request wants to go, and what it asks there. */
    private record Target(String host, int port, String path) {
        String authority() {
            return port == 80 ? host : host + ":" + port;
        }
    }

    void run() throws IOException {
        try {
            boolean more = true;
            while (more) {
                Optional<HttpHead> head = HttpHead.read(in, HEAD_LIMIT);
                more = head.isPresent() && handle(head.get());
            }
        } catch (HttpException refused) {
            answer(refused.status(), refused.getMessage());
        }
    }

    /** Returns whether the client's connection can carry another request. */
    private boolean handle(HttpHead head) throws IOException {
        String[] words = head.startLine().split(" ");
        if (words.length != 3 || !words[2].matches("HTTP/1\\.[01]")) {
            throw new HttpException(400, "malformed request line");
        }
        Target target = absolute(words[1]);
        Resolution resolution = resolver.resolve(target.host(), target.port());
        if (resolution instanceof Resolution.Refused refused) {
            throw new HttpException(refused.status(), refused.text());
        }
        try (Socket upstream = connect((Resolution.Found) resolution, target)) {
            counters.add(NodeCounters.Deed.REQUEST_PROXIED);
            return new Exchange(in, out, upstream)
                    .run(head.withHost(target.authority()), words[0], target.path(), words[2]);
        }
    }

    private static Target absolute(String target) throws HttpException {
        Matcher parts = ABSOLUTE.matcher(target);
        if (!parts.matches()) {
            throw new HttpException(
                    400, "this is a forward proxy: it takes http://<service>.<namespace>[:<port>]/… and nothing else");
        }
        String rest = parts.group(3);
        int port = parts.group(2) == null ? 80 : Integer.parseInt(parts.group(2));
        return new Target(parts.group(1), port, rest.startsWith("/") ? rest : "/" + rest);
    }

    /** Connects to the first address that lets us: nothing has been sent yet, so another one is as good. */
    private Socket connect(Resolution.Found found, Target target) throws HttpException {
        @Nullable IOException last = null;
        for (InetSocketAddress address : found.addresses()) {
            Socket socket = new Socket();
            try {
                socket.setTcpNoDelay(true);
                socket.connect(address, CONNECT_MS);
                opened.accept(socket);
                return socket;
            } catch (IOException refused) {
                last = refused;
                closeQuietly(socket);
            }
        }
        throw new HttpException(
                503,
                "no ready pod of " + target.host() + ":" + target.port() + " takes connections: "
                        + (last == null ? "" : last.getMessage()));
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException already) {
            // It was never connected: there is nothing to lose.
        }
    }

    private void answer(int status, @Nullable String text) throws IOException {
        counters.add(NodeCounters.Deed.REQUEST_REFUSED);
        byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + status + " " + phrase(status)
                + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: " + body.length
                + "\r\nConnection: close\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
        drain();
    }

    /** A connection that is closed while input is unread is reset, and the answer may be lost with it. */
    private void drain() throws IOException {
        client.shutdownOutput();
        client.setSoTimeout(500);
        byte[] waste = new byte[16 * 1024];
        long left = 8L << 20;
        try {
            for (int read = in.read(waste); read >= 0 && left > 0; read = in.read(waste)) {
                left -= read;
            }
        } catch (IOException enough) {
            // The client is gone, or has nothing more to say.
        }
    }

    private static String phrase(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 431 -> "Request Header Fields Too Large";
            case 501 -> "Not Implemented";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            default -> "Error";
        };
    }
}
