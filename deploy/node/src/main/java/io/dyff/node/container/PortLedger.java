package io.dyff.node.container;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Hands out loopback ports that nobody uses. They lie below the range from which systems take the ports of outgoing
 * connections, so that none is lost between here and the moment a slow program binds it.
 */
public final class PortLedger {

    private static final int FIRST = 18_000;
    private static final int LAST = 31_999;
    private static final int TRIES = 2_000;

    private final Set<Integer> taken = ConcurrentHashMap.newKeySet();

    /** A port that is free now and handed out to nobody else by this ledger. */
    public int take() {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
            if (taken.add(port)) {
                if (free(port)) {
                    return port;
                }
                taken.remove(port);
            }
        }
        throw new IllegalStateException("no free loopback port between " + FIRST + " and " + LAST);
    }

    /** Notes a port that a program of an earlier agent uses. */
    public boolean keep(int port) {
        taken.add(port);
        return true;
    }

    /** Takes a certain port, unless somebody has it. */
    public boolean takeAgain(int port) {
        return taken.add(port) && (free(port) || giveBack(port));
    }

    private boolean giveBack(int port) {
        taken.remove(port);
        return false;
    }

    public void giveBack(Collection<Integer> ports) {
        taken.removeAll(ports);
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(false);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }
}
