package io.dyff.local.instance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The Kubernetes of an instance; its words are those of the command line. */
public enum Kubernetes {
    /** The platform's own API server. */
    local("kubernetes"),
    /** A real kube-apiserver with its controllers. */
    real("kubernetes-real"),
    /** Somebody else's, named by a kubeconfig: nothing of it is in the data folder. */
    given("kubernetes-given");

    private final String folder;

    Kubernetes(String folder) {
        this.folder = folder;
    }

    /** Where it keeps its objects in a data folder. */
    public Path in(Path data) {
        return data.resolve(folder);
    }

    /** The one that a data folder has objects of, when there is one such. */
    static Optional<Kubernetes> found(Path data) {
        boolean own = Files.exists(local.in(data));
        boolean other = Files.exists(real.in(data));
        return own == other ? Optional.empty() : Optional.of(own ? local : real);
    }
}
