package io.dyff.routes.http;

import io.dyff.routes.kind.operation.Operation;
import io.dyff.routes.kind.operation.Operations;
import io.dyff.routes.kind.operation.PathTemplate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the edge must know of the paths of the contract: their methods, which bodies are streams, which tails are free. */
public final class ContractPaths {
    /** Signed object URLs. */
    public static final String OBJECTS = "/objects/";

    /** Images, by the paths of the OCI distribution specification. */
    public static final String REGISTRY = "/v2";

    private final List<Operation> served;
    private final List<Operation> streams;
    private final List<Operation> tails;

    ContractPaths(Operations operations) {
        served = operations.served();
        streams = operations.served().stream().filter(Operation::streamsBody).toList();
        tails = operations.served().stream()
                .filter(o -> o.isRouted() && o.path().tail().isPresent())
                .toList();
    }

    /** The methods that a path of the contract takes, in their order; none when it is no path of it. */
    Set<String> methods(String path) {
        return served.stream()
                .filter(o -> path.startsWith(o.base()))
                .filter(o -> o.path().match(path.substring(o.base().length())).isPresent()
                        || divide(o, path).isPresent())
                .map(Operation::method)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** True when the body must not be read before its handler does, whatever the method. */
    boolean streams(String path) {
        return path.startsWith(OBJECTS)
                || isRegistry(path)
                || streams.stream().anyMatch(o -> divide(o, path).isPresent());
    }

    /** True for paths of the registry, whose methods and errors are not those of the contract. */
    public static boolean isRegistry(String path) {
        return path.equals(REGISTRY) || path.startsWith(REGISTRY + "/");
    }

    /** The tail of a path that a route answers; empty when it has none. */
    Optional<Tail> tail(String method, String path) {
        return tails.stream()
                .filter(o -> o.method().equals(method))
                .flatMap(o ->
                        divide(o, path)
                                .map(d -> new Tail(d.head(), o.path().tail().orElseThrow(), d.tail()))
                                .stream())
                .findFirst();
    }

    /** Divides a whole path at the tail of the operation's; empty when it is another one. */
    public static Optional<PathTemplate.Divided> divide(Operation operation, String path) {
        String base = operation.base();
        return path.startsWith(base)
                ? operation.path().divide(path.substring(base.length())).map(d -> d.below(base))
                : Optional.empty();
    }

    /**
     * A path whose tail becomes a parameter.
     *
     * @param head the path without it
     * @param name of the parameter
     * @param value the tail, still encoded
     */
    record Tail(String head, String name, String value) {}
}
