package io.dyff.node.proxy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A server that hands each connection to a script of the test, byte by byte. */
final class TestingUpstream implements AutoCloseable {

    /** What happens on one connection after the request's head was read. */
    interface Script {
        void play(TestingHead request, BufferedInputStream in, OutputStream out) throws Exception;
    }

    final BlockingQueue<TestingHead> heads = new LinkedBlockingQueue<>();
    final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    private final ServerSocket server;

    TestingUpstream(Script script) throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        Thread.ofVirtual().start(() -> accept(script));
    }

    private void accept(Script script) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> play(socket, script));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void play(Socket socket, Script script) {
        try (socket) {
            BufferedInputStream in = new BufferedInputStream(socket.getInputStream());
            TestingHead head = TestingHead.read(in);
            heads.add(head);
            script.play(head, in, socket.getOutputStream());
            ends.add("played");
        } catch (Exception broken) {
            ends.add(broken.toString());
        }
    }

    InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", server.getLocalPort());
    }

    /** A resolver that leads everything here, after the given addresses. */
    Resolver resolver(InetSocketAddress... first) {
        List<InetSocketAddress> all = new java.util.ArrayList<>(List.of(first));
        all.add(address());
        return (host, port) -> host.equals("nobody")
                ? new Resolution.Refused(502, "there is no Service nobody")
                : new Resolution.Found(all);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
