package io.dyff.node.container;

import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fills the volumes of a pod with files. Known are configMap, secret, emptyDir, downwardAPI and projected.
 * Service-account tokens are left out: pods of this platform get no credential for the API server.
 */
public final class VolumeFiles {

    private final PodFolder folder;
    private final PodFields fields;
    private final ConfigSource source;

    public VolumeFiles(PodFolder folder, PodFields fields, ConfigSource source) {
        this.folder = folder;
        this.fields = fields;
        this.source = source;
    }

    /**
     * Makes all volumes.
     *
     * @throws ContainerConfigException when one names something that is not there, or is of an unknown kind
     */
    public void create() {
        fields.pod().getSpec().getVolumes().forEach(this::create);
    }

    private void create(Volume volume) {
        Path target = folder.volume(volume.getName());
        if (volume.getConfigMap() != null) {
            var map = volume.getConfigMap();
            write(target, "ConfigMap", map.getName(), map.getOptional(), map.getItems());
        } else if (volume.getSecret() != null) {
            var secret = volume.getSecret();
            write(target, "Secret", secret.getSecretName(), secret.getOptional(), secret.getItems());
        } else if (volume.getDownwardAPI() != null) {
            downward(target, volume.getDownwardAPI().getItems());
        } else if (volume.getProjected() != null) {
            List<VolumeProjection> parts = volume.getProjected().getSources();
            if (parts.stream().noneMatch(part -> part.getServiceAccountToken() != null)) {
                parts.forEach(part -> project(target, part));
            }
        } else if (volume.getEmptyDir() == null) {
            throw ContainerConfigException.wrong("volume " + volume.getName()
                    + ": only configMap, secret, emptyDir, downwardAPI and projected volumes exist on the local node");
        }
    }

    private void project(Path target, VolumeProjection part) {
        if (part.getConfigMap() != null) {
            var map = part.getConfigMap();
            write(target, "ConfigMap", map.getName(), map.getOptional(), map.getItems());
        } else if (part.getSecret() != null) {
            var secret = part.getSecret();
            write(target, "Secret", secret.getName(), secret.getOptional(), secret.getItems());
        } else if (part.getDownwardAPI() != null) {
            downward(target, part.getDownwardAPI().getItems());
        } else {
            throw ContainerConfigException.wrong(
                    "a projected volume has a source that does not exist on the local node");
        }
    }

    private void downward(Path target, List<DownwardAPIVolumeFile> items) {
        for (DownwardAPIVolumeFile item : items) {
            if (item.getFieldRef() == null) {
                throw ContainerConfigException.wrong(
                        "downwardAPI file " + item.getPath() + ": only fieldRef is supported");
            }
            String value = fields.get(item.getFieldRef().getFieldPath());
            write(target, item.getPath(), value.getBytes(StandardCharsets.UTF_8), "rw-r--r--");
        }
    }

    private void write(Path target, String kind, String name, @Nullable Boolean optional, List<KeyToPath> items) {
        boolean secret = kind.equals("Secret");
        String namespace = fields.pod().getMetadata().getNamespace();
        Optional<Map<String, byte[]>> found =
                secret ? source.secret(namespace, name) : source.configMap(namespace, name);
        if (found.isEmpty() && !Boolean.TRUE.equals(optional)) {
            throw ContainerConfigException.missing(kind + " " + namespace + "/" + name + " of a volume not found");
        }
        Map<String, byte[]> content = found.orElse(Map.of());
        String mode = secret ? "r--------" : "rw-r--r--";
        if (items.isEmpty()) {
            content.forEach((key, value) -> write(target, key, value, mode));
        }
        for (KeyToPath item : items) {
            byte[] value = content.get(item.getKey());
            if (value != null) {
                write(target, item.getPath(), value, mode);
            } else if (!Boolean.TRUE.equals(optional)) {
                throw ContainerConfigException.missing(
                        "key " + item.getKey() + " of " + kind + " " + namespace + "/" + name + " not found");
            }
        }
    }

    private static void write(Path folder, String name, byte[] content, String mode) {
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder) || file.equals(folder)) {
            throw ContainerConfigException.wrong("volume path " + name + " leaves its volume");
        }
        try {
            Files.createDirectories(file.getParent());
            Path fresh = Files.createTempFile(file.getParent(), ".", ".new"); // owner only, whatever the umask
            Files.write(fresh, content);
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString(mode));
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot write " + file, broken);
        }
    }
}
