package io.dyff.routes.http;

import io.dyff.routes.kind.operation.ContractFollower;
import io.dyff.routes.kind.operation.Operation;
import io.dyff.routes.kind.operation.Operations;
import io.dyff.routes.kind.operation.PathTemplate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the edge must know of the paths of the contract: their methods, which bodies are streams, which tails are free. */
public final class ContractPaths implements ContractFollower {
    /** Signed object URLs. */
    public static final String OBJECTS = "/objects/";

    /** The contract as a document. */
    static final String DOCUMENT = "/v0/openapi.json";

    /** The public keys of attestations. */
    public static final String ATTESTATION_KEYS = "/.well-known/dyff-attestation-keys.json";

    /** Images, by the paths of the OCI distribution specification. */
    public static final String REGISTRY = "/v2";

    private volatile Rows rows;

    ContractPaths(Operations operations) {
        this.rows = Rows.of(operations);
    }

    @Override
    public void follow(Operations operations) {
        rows = Rows.of(operations);
    }

    /** The operations that are offered, and those of them that the edge treats differently. */
    private record Rows(List<Operation> served, List<Operation> streams, List<Operation> tails) {

        static Rows of(Operations operations) {
            return new Rows(
                    operations.served(),
                    operations.served().stream().filter(Operation::streamsBody).toList(),
                    operations.routed().stream()
                            .filter(o -> o.path().tail().isPresent())
                            .toList());
        }
    }

    /**
     * The methods that a path takes, in their order: those of its operations, HEAD wherever GET is, and OPTIONS. None when
     * nothing is there, and for what the management endpoints offer by themselves.
     */
    Set<String> methods(String path) {
        Set<String> methods = rows.served.stream()
                .filter(o -> path.startsWith(o.base()))
                .filter(o -> o.path().match(path.substring(o.base().length())).isPresent()
                        || divide(o, path).isPresent())
                .map(Operation::method)
                .collect(Collectors.toCollection(TreeSet::new));
        methods.addAll(beside(path));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        if (!methods.isEmpty()) {
            methods.add("OPTIONS");
        }
        return methods;
    }

    /** What is offered beside the operations: signed object URLs, and the contract itself, as a document and as a page. */
    private static Set<String> beside(String path) {
        if (path.startsWith(OBJECTS)) {
            return Set.of("GET", "PUT");
        }
        boolean document = path.equals(DOCUMENT)
                || path.equals(ATTESTATION_KEYS)
                || ReferenceHandler.paths().contains(path);
        return document ? Set.of("GET") : Set.of();
    }

    /** True when the body must not be read before its handler does, whatever the method. */
    boolean streams(String path) {
        return path.startsWith(OBJECTS)
                || isRegistry(path)
                || rows.streams.stream().anyMatch(o -> divide(o, path).isPresent());
    }

    /** True for paths of the registry, whose methods and errors are not those of the contract. */
    public static boolean isRegistry(String path) {
        return path.equals(REGISTRY) || path.startsWith(REGISTRY + "/");
    }

    /** The tail of a path that a route answers; empty when it has none. */
    Optional<Tail> tail(String method, String path) {
        return rows.tails.stream()
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
