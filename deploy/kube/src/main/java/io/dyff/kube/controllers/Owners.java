package io.dyff.kube.controllers;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Who controls an object. */
public final class Owners {

    /** The index by the uid of the controlling owner. */
    public static final String BY_CONTROLLER = "controller";

    private Owners() {}

    public static Optional<OwnerReference> controller(HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .findFirst();
    }

    public static <T extends HasMetadata> Map<String, Function<T, List<String>>> byController() {
        return Map.of(
                BY_CONTROLLER,
                object -> controller(object)
                        .map(OwnerReference::getUid)
                        .map(List::of)
                        .orElse(List.of()));
    }

    public static OwnerReference reference(HasMetadata owner) {
        return new OwnerReferenceBuilder()
                .withApiVersion(owner.getApiVersion())
                .withKind(owner.getKind())
                .withName(owner.getMetadata().getName())
                .withUid(owner.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build();
    }
}
