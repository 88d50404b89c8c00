package io.dyff.node.container;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Works out the variables that a container's {@code envFrom} and {@code env} give it, in that order, the later winning. */
final class ContainerEnvironment {

    private final PodFields fields;
    private final ConfigSource source;

    ContainerEnvironment(PodFields fields, ConfigSource source) {
        this.fields = fields;
        this.source = source;
    }

    /**
     * Adds the container's own variables.
     *
     * @param given what {@code $(NAME)} may refer to besides: the variables of the platform
     */
    Map<String, EnvironmentValue> of(Container container, Map<String, EnvironmentValue> given) {
        Map<String, EnvironmentValue> known = new LinkedHashMap<>(given);
        Map<String, EnvironmentValue> own = new LinkedHashMap<>();
        for (EnvFromSource from : container.getEnvFrom()) {
            own.putAll(entries(from));
        }
        known.putAll(own);
        for (EnvVar variable : container.getEnv()) {
            value(variable, known).ifPresent(value -> {
                own.put(variable.getName(), value);
                known.put(variable.getName(), value);
            });
        }
        return own;
    }

    private Map<String, EnvironmentValue> entries(EnvFromSource from) {
        Map<String, EnvironmentValue> entries = new LinkedHashMap<>();
        String prefix = from.getPrefix() == null ? "" : from.getPrefix();
        if (from.getConfigMapRef() != null) {
            var reference = from.getConfigMapRef();
            object("ConfigMap", reference.getName(), reference.getOptional(), false)
                    .forEach((key, value) -> entries.put(prefix + key, text(value, false)));
        }
        if (from.getSecretRef() != null) {
            var reference = from.getSecretRef();
            object("Secret", reference.getName(), reference.getOptional(), true)
                    .forEach((key, value) -> entries.put(prefix + key, text(value, true)));
        }
        return entries;
    }

    private Optional<EnvironmentValue> value(EnvVar variable, Map<String, EnvironmentValue> known) {
        EnvVarSource from = variable.getValueFrom();
        if (from == null) {
            return Optional.of(
                    new VariableExpansion(known).expand(variable.getValue() == null ? "" : variable.getValue()));
        }
        if (from.getFieldRef() != null) {
            return Optional.of(
                    EnvironmentValue.plain(fields.get(from.getFieldRef().getFieldPath())));
        }
        if (from.getConfigMapKeyRef() != null) {
            var reference = from.getConfigMapKeyRef();
            return key("ConfigMap", reference.getName(), reference.getKey(), reference.getOptional(), false);
        }
        if (from.getSecretKeyRef() != null) {
            var reference = from.getSecretKeyRef();
            return key("Secret", reference.getName(), reference.getKey(), reference.getOptional(), true);
        }
        throw ContainerConfigException.wrong(
                "env " + variable.getName()
                        + ": this source of a value is not supported on the local node (use value, fieldRef, configMapKeyRef or secretKeyRef)");
    }

    private Optional<EnvironmentValue> key(
            String kind, String name, String key, @Nullable Boolean optional, boolean secret) {
        byte[] value = object(kind, name, optional, secret).get(key);
        if (value == null && !Boolean.TRUE.equals(optional)) {
            throw ContainerConfigException.missing(
                    "couldn't find key " + key + " in " + kind + " " + namespace() + "/" + name);
        }
        return Optional.ofNullable(value).map(bytes -> text(bytes, secret));
    }

    private Map<String, byte[]> object(String kind, String name, @Nullable Boolean optional, boolean secret) {
        Optional<Map<String, byte[]>> found =
                secret ? source.secret(namespace(), name) : source.configMap(namespace(), name);
        if (found.isEmpty() && !Boolean.TRUE.equals(optional)) {
            throw ContainerConfigException.missing(kind + " " + namespace() + "/" + name + " not found");
        }
        return found.orElse(Map.of());
    }

    private String namespace() {
        return fields.pod().getMetadata().getNamespace();
    }

    private static EnvironmentValue text(byte[] bytes, boolean secret) {
        return new EnvironmentValue(new String(bytes, StandardCharsets.UTF_8), secret);
    }
}
