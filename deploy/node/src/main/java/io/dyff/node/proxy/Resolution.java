package io.dyff.node.proxy;

import java.net.InetSocketAddress;
import java.util.List;

/** Where a name leads. */
public sealed interface Resolution {

    /** To these addresses, in the order in which they are to be tried. */
    record Found(List<InetSocketAddress> addresses) implements Resolution {
        public Found {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * Nowhere.
     *
     * @param status 403 not ours to resolve, 502 no such Service or port, 503 no ready pod now
     * @param text for people
     */
    record Refused(int status, String text) implements Resolution {}
}
