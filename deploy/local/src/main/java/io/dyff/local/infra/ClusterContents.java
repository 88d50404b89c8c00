package io.dyff.local.infra;

import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.Kubernetes;
import io.dyff.local.launch.PlatformEnvironment;
import io.dyff.local.launch.Project;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What the platform needs in a cluster before anything runs: its definitions, and the storage keys of step containers. */
final class ClusterContents {
    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("dyff-local")
            .withForce(true)
            .build();

    private final KubernetesClient client;

    ClusterContents(KubernetesClient client) {
        this.client = client;
    }

    void apply(Project project, DataFolder folder) throws IOException {
        for (Path file : definitions(project.file("deploy/crd"))) {
            applyDefinitions(file);
        }
        keepStorageSecret(folder);
    }

    /** A namespace of somebody else's API server may be another instance's, whose pods would lose their store. */
    private void keepStorageSecret(DataFolder folder) {
        Secret wanted = storageSecret(folder);
        Secret found = client.resource(wanted).get();
        if (folder.settings().kubernetes() == Kubernetes.given && found != null && !isOurs(found, folder)) {
            throw new IllegalStateException(
                    "the namespace " + found.getMetadata().getNamespace() + " of "
                            + folder.kubeconfig()
                            + " is another instance's: name another one in its context, or delete the Secret "
                            + found.getMetadata().getName() + " there when that instance is no more");
        }
        patch(wanted);
    }

    private static boolean isOurs(Secret found, DataFolder folder) {
        String key = found.getData() == null ? null : found.getData().get("DYFF_STORAGE__S3__ACCESS_KEY");
        return key != null
                && new String(Base64.getDecoder().decode(key), StandardCharsets.UTF_8)
                        .equals(folder.settings().secret("objectsAccessKey"));
    }

    private void applyDefinitions(Path file) throws IOException {
        try (InputStream text = Files.newInputStream(file)) {
            for (HasMetadata item : client.load(text).items()) {
                if (item instanceof CustomResourceDefinition definition) {
                    patch(definition);
                    client.resource(definition)
                            .waitUntilCondition(ClusterContents::isEstablished, 20, TimeUnit.SECONDS);
                }
            }
        }
    }

    private void patch(HasMetadata item) {
        client.resource(item).patch(APPLY);
    }

    private static boolean isEstablished(CustomResourceDefinition definition) {
        return definition.getStatus() != null
                && definition.getStatus().getConditions() != null
                && definition.getStatus().getConditions().stream()
                        .anyMatch(c -> "Established".equals(c.getType()) && "True".equals(c.getStatus()));
    }

    private static Secret storageSecret(DataFolder folder) {
        return new SecretBuilder()
                .withNewMetadata()
                .withName("dyff-storage")
                .withNamespace(new PlatformEnvironment(folder).namespace())
                .endMetadata()
                .withType("Opaque")
                .withStringData(new PlatformEnvironment(folder).storage())
                .build();
    }

    private static List<Path> definitions(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            f -> f.toString().endsWith(".yaml") || f.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        }
    }
}
