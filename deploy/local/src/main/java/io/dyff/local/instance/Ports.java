package io.dyff.local.instance;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Loopback ports of an instance: chosen once, checked at each start. */
public final class Ports {
    public static final String API = "api";
    public static final String AGGREGATE = "aggregate";
    public static final String SINK = "sink";
    public static final String ORCHESTRATE = "orchestrate";
    public static final String WATCH = "watch";
    public static final String OPERATOR = "operator";
    public static final String BROKER = "broker";
    public static final String CONTROLLER = "controller";
    public static final String DATABASE = "database";
    public static final String OBJECTS = "objects";
    public static final String KUBERNETES = "kubernetes";
    public static final String PROXY = "proxy";
    public static final String INFRASTRUCTURE = "infrastructure";

    static final List<String> NAMES = List.of(
            API,
            AGGREGATE,
            SINK,
            ORCHESTRATE,
            WATCH,
            OPERATOR,
            BROKER,
            CONTROLLER,
            DATABASE,
            OBJECTS,
            KUBERNETES,
            PROXY,
            INFRASTRUCTURE);

    /** Ports that people and tools have written down; a changed one would surprise them. */
    private static final Set<String> PUBLISHED = Set.of(API, KUBERNETES);

    private final Set<Integer> given = new HashSet<>();

    /** A free port for each name. */
    static Map<String, Integer> choose() {
        Ports ports = new Ports();
        Map<String, Integer> chosen = new LinkedHashMap<>();
        NAMES.forEach(name -> chosen.put(name, ports.next()));
        return chosen;
    }

    /**
     * What has to change so that every port is free.
     *
     * @throws LocalException when a published port is taken: its number is part of what users keep
     */
    static Map<String, Integer> changes(Map<String, Integer> ports) {
        Ports fresh = new Ports();
        fresh.given.addAll(ports.values());
        Map<String, Integer> changes = new LinkedHashMap<>();
        for (String name : NAMES) {
            Integer port = ports.get(name);
            if (port != null && isFree(port)) {
                continue;
            }
            if (port != null && PUBLISHED.contains(name)) {
                throw taken(name, port);
            }
            changes.put(name, fresh.next());
        }
        return changes;
    }

    static LocalException taken(String name, int port) {
        String fix =
                name.equals(API) ? "end what listens there, or name another with --port" : "end what listens there";
        return new LocalException(
                ExitCode.PORT,
                "port " + port + " on 127.0.0.1, which this instance's " + name + " uses, is taken: " + fix);
    }

    private static boolean isFree(int port) {
        return io.dyff.parts.Ports.isFree(port);
    }

    private int next() {
        int port = io.dyff.parts.Ports.free();
        while (!given.add(port)) {
            port = io.dyff.parts.Ports.free();
        }
        return port;
    }
}
