package io.dyff.kube;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Expectations that our API server and a real one must both meet: one server for all, a namespace for each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class TargetContract {
    protected TestingTarget target;
    protected KubernetesClient client;
    protected String namespace;

    /** Starts the server under test. */
    protected abstract TestingTarget open(Path folder) throws Exception;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        target = open(folder);
        client = target.client();
    }

    @AfterAll
    void stop() throws Exception {
        if (target != null) {
            target.close();
        }
    }

    @BeforeEach
    void makeNamespace() {
        namespace = "t-" + UUID.randomUUID().toString().substring(0, 8);
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
    }
}
