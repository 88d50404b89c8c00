package io.dyff.node.container;

import java.util.Map;
import java.util.Optional;

/** Reads what pods refer to. Both answer empty when the object does not exist. */
public interface ConfigSource {

    /** The entries of a ConfigMap, text and binary. */
    Optional<Map<String, byte[]>> configMap(String namespace, String name);

    /** The decoded entries of a Secret. */
    Optional<Map<String, byte[]>> secret(String namespace, String name);
}
