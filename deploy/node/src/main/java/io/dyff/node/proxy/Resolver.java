package io.dyff.node.proxy;

/** Finds out where a host name and a port lead. */
public interface Resolver {

    Resolution resolve(String host, int port);
}
