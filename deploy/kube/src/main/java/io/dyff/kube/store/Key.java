package io.dyff.kube.store;

/**
 * Where an object lives.
 *
 * @param resource  the table: {@code pods}, or {@code evaluations.dyff.io}
 * @param namespace empty for cluster-wide kinds
 */
public record Key(String resource, String namespace, String name) {

    /** Names of Kubernetes hold no slash, so the parts can be told apart again. */
    String path() {
        return resource + "/" + namespace + "/" + name;
    }

    static Key ofPath(String path) {
        String[] parts = path.split("/", 3);
        return new Key(parts[0], parts[1], parts[2]);
    }

    /** The place within the table; sorts by namespace, then name. */
    String place() {
        return namespace + "/" + name;
    }
}
