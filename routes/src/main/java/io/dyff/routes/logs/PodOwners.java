package io.dyff.routes.logs;

import io.dyff.routes.entity.EntityIds;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Says which entity a pod works for: the operator labels it with the name of the custom resource that it belongs to. */
public final class PodOwners {
    static final String INSTANCE = "app.kubernetes.io/instance";
    private static final int ID_LENGTH = 32;
    private final Kinds kinds;

    PodOwners(Kinds kinds) {
        this.kinds = kinds;
    }

    /** The names of an entity's custom resource and of those that the operator makes for it. */
    static List<String> instances(Kind.Cluster cluster, String id) {
        String name = cluster.short_() + "-" + id;
        return Stream.concat(Stream.of(name), cluster.parts().stream().map(part -> name + "-" + part))
                .toList();
    }

    /** The id of the pod's entity; empty for pods of resources that nobody asked for through the API. */
    Optional<String> entity(Pod pod) {
        String instance = Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.<String, String>of())
                .getOrDefault(INSTANCE, "");
        return kinds.all().stream()
                .map(Kind::cluster)
                .filter(Objects::nonNull)
                .filter(cluster -> instance.startsWith(cluster.short_() + "-"))
                .flatMap(cluster -> id(cluster, instance).stream())
                .findFirst();
    }

    private static Optional<String> id(Kind.Cluster cluster, String instance) {
        int begin = cluster.short_().length() + 1;
        return Optional.of(instance)
                .filter(name -> name.length() >= begin + ID_LENGTH)
                .map(name -> name.substring(begin, begin + ID_LENGTH))
                .filter(EntityIds::isId)
                .filter(id -> instances(cluster, id).contains(instance));
    }
}
