package io.dyff.routes.watch;

import io.dyff.routes.kind.Kinds;
import java.util.stream.Collectors;

/** The resources that kinds.yaml gives to its kinds. */
public final class WatchedResources {
    private final Kinds kinds;

    WatchedResources(Kinds kinds) {
        this.kinds = kinds;
    }

    /** Their plural names, with commas between. */
    public String plurals() {
        return kinds.all().stream()
                .filter(kind -> kind.cluster() != null)
                .map(kind -> kind.cluster().plural())
                .distinct()
                .collect(Collectors.joining(","));
    }
}
