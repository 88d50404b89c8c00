package io.dyff.node.container;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** ConfigMaps and Secrets in memory. */
final class TestingConfigSource implements ConfigSource {

    private final Map<String, Map<String, byte[]>> configMaps = new HashMap<>();
    private final Map<String, Map<String, byte[]>> secrets = new HashMap<>();

    TestingConfigSource configMap(String name, Map<String, String> data) {
        configMaps.put(name, bytes(data));
        return this;
    }

    TestingConfigSource secret(String name, Map<String, String> data) {
        secrets.put(name, bytes(data));
        return this;
    }

    private static Map<String, byte[]> bytes(Map<String, String> data) {
        Map<String, byte[]> bytes = new HashMap<>();
        data.forEach((key, text) -> bytes.put(key, text.getBytes(StandardCharsets.UTF_8)));
        return bytes;
    }

    @Override
    public Optional<Map<String, byte[]>> configMap(String namespace, String name) {
        return Optional.ofNullable(configMaps.get(name));
    }

    @Override
    public Optional<Map<String, byte[]>> secret(String namespace, String name) {
        return Optional.ofNullable(secrets.get(name));
    }
}
