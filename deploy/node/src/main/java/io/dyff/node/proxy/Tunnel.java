package io.dyff.node.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** Passes bytes both ways between two sockets until both sides have said all. */
final class Tunnel {

    private Tunnel() {}

    static void run(Socket client, InputStream fromClient, Socket upstream) throws IOException {
        Thread up = Thread.ofVirtual().name("forward-proxy-tunnel").start(() -> pass(fromClient, upstream));
        pass(upstream.getInputStream(), client);
        try {
            up.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pass(InputStream in, Socket to) {
        try {
            new BodyCopy(in, to.getOutputStream()).untilEnd();
            to.shutdownOutput();
        } catch (IOException broken) {
            try {
                to.close(); // the other direction notices
            } catch (IOException already) {
                // It is closed, which is what was wanted.
            }
        }
    }
}
