package io.dyff.local.instance;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a data folder keeps of itself, so that a restart finds the same endpoint and the same secrets.
 *
 * @param version of this form
 * @param ports by name; the first start chooses them
 * @param secrets by name, made by chance at the first start
 * @param token of the account {@code test}, from the first start with an api on
 * @param prepared build whose migrations and topics this folder has
 * @param kubernetes whose objects are the instance's, from the first start on
 * @param kubeconfig of the API server that was given; else the instance writes one
 * @param examples entities that were made for the user's first evaluation
 */
public record Settings(
        int version,
        String createdAt,
        Map<String, Integer> ports,
        Map<String, String> secrets,
        @Nullable String token,
        @Nullable String prepared,
        @Nullable Kubernetes kubernetes,
        @Nullable String kubeconfig,
        @Nullable Examples examples) {

    public static final int VERSION = 1;

    public Settings {
        ports = Map.copyOf(ports);
        secrets = Map.copyOf(secrets);
    }

    public int port(String name) {
        return required(ports, name, "port");
    }

    public String secret(String name) {
        return required(secrets, name, "secret");
    }

    Settings withPorts(Map<String, Integer> changed) {
        Map<String, Integer> all = new LinkedHashMap<>(ports);
        all.putAll(changed);
        return new Settings(version, createdAt, all, secrets, token, prepared, kubernetes, kubeconfig, examples);
    }

    Settings withToken(String newToken) {
        return new Settings(version, createdAt, ports, secrets, newToken, prepared, kubernetes, kubeconfig, examples);
    }

    Settings withPrepared(String build) {
        return new Settings(version, createdAt, ports, secrets, token, build, kubernetes, kubeconfig, examples);
    }

    Settings withKubernetes(Kubernetes chosen, @Nullable String file) {
        return new Settings(version, createdAt, ports, secrets, token, prepared, chosen, file, examples);
    }

    Settings withExamples(Examples made) {
        return new Settings(version, createdAt, ports, secrets, token, prepared, kubernetes, kubeconfig, made);
    }

    private static <T> T required(Map<String, T> values, String name, String what) {
        T value = values.get(name);
        if (value == null) {
            throw LocalException.failed("the data folder's instance.json names no " + what + " '" + name
                    + "': it is of another version; `dyff reset` starts anew");
        }
        return value;
    }
}
