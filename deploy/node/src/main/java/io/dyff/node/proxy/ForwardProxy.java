package io.dyff.node.proxy;

import io.dyff.node.NodeCounters;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP forward proxy on loopback, for programs that are given {@code http_proxy}. It knows the names of Services and
 * nothing else. Bodies pass through in both directions as they come, without any limit of size or time.
 */
public final class ForwardProxy implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ForwardProxy.class);
    private static final int BACKLOG = 512;

    private final ServerSocket server;
    private final Resolver resolver;
    private final NodeCounters counters;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private ForwardProxy(ServerSocket server, Resolver resolver, NodeCounters counters) {
        this.server = server;
        this.resolver = resolver;
        this.counters = counters;
    }

    /**
     * Starts a proxy.
     *
     * @param port 0 for a free one
     */
    public static ForwardProxy start(int port, Resolver resolver, NodeCounters counters) throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(true);
        try {
            server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), BACKLOG);
        } catch (IOException taken) {
            server.close();
            throw new IOException(
                    "the forward proxy cannot listen on 127.0.0.1:" + port + ": " + taken.getMessage(), taken);
        }
        ForwardProxy proxy = new ForwardProxy(server, resolver, counters);
        Thread.ofVirtual().name("forward-proxy").start(proxy::accept);
        return proxy;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** What programs are given as {@code http_proxy}. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                track(client);
                Thread.ofVirtual().name("forward-proxy-client").start(() -> serve(client));
            } catch (IOException failed) {
                if (!server.isClosed()) {
                    log.warn("the forward proxy could not accept a connection: {}", failed.getMessage());
                }
            }
        }
    }

    private void serve(Socket client) {
        try {
            client.setTcpNoDelay(true);
            new ProxyConnection(client, resolver, counters, this::track).run();
        } catch (IOException broken) {
            log.debug("a connection broke: {}", broken.getMessage());
            reset(client);
        } finally {
            shut(client);
            open.remove(client);
        }
    }

    /** A response that broke off must not look complete: the client gets a reset instead of an end. */
    private static void reset(Socket client) {
        try {
            client.setSoLinger(true, 0);
        } catch (SocketException closed) {
            log.debug("it is closed already: {}", closed.getMessage());
        }
    }

    private void track(Socket socket) {
        open.removeIf(Socket::isClosed);
        open.add(socket);
    }

    @Override
    public void close() {
        shut(server);
        open.forEach(ForwardProxy::shut);
    }

    private static void shut(java.io.Closeable socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            log.debug("closing a socket failed: {}", ignored.getMessage());
        }
    }
}
