package io.dyff.operator.controller.plan;

import io.dyff.operator.api.DyffResource;
import io.dyff.operator.api.DyffSpec;
import io.dyff.operator.api.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Names, labels and ownership of the objects that belong to a resource. */
public final class Children {

    private Children() {}

    /** Name of a child, the same whenever it is asked for. */
    public static String name(HasMetadata primary, String component) {
        return primary.getMetadata().getName() + "-" + component;
    }

    /** Metadata of a child. */
    public static ObjectMeta metadata(DyffResource<?> primary, String component, String name) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(primary.getMetadata().getNamespace())
                .withLabels(labels(primary, component))
                .withOwnerReferences(owner(primary))
                .build();
    }

    /** Labels of a child. */
    public static Map<String, String> labels(DyffResource<?> primary, String component) {
        DyffSpec spec = Objects.requireNonNull(primary.getSpec());
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(Labels.MANAGED_BY, Labels.MANAGER);
        labels.put(Labels.INSTANCE, primary.getMetadata().getName());
        labels.put(Labels.WORKFLOW, workflow(primary.getClass()));
        labels.put(Labels.COMPONENT, component);
        labels.put(Labels.ID, spec.id());
        labels.put(Labels.ACCOUNT, spec.account());
        return labels;
    }

    /**
     * Labels of pods.
     *
     * @param usersCode whether one of their containers runs what a user brought
     */
    public static Map<String, String> podLabels(DyffResource<?> primary, String component, boolean usersCode) {
        Map<String, String> labels = labels(primary, component);
        labels.put(Labels.UID, primary.getMetadata().getUid());
        if (usersCode && Objects.requireNonNull(primary.getSpec()).untrusted()) {
            labels.put(Labels.UNTRUSTED, "true");
        }
        return labels;
    }

    /** Whether the object belongs to exactly this resource, not to an earlier one of its name. */
    public static boolean owns(HasMetadata primary, HasMetadata child) {
        return child.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> primary.getMetadata().getUid().equals(owner.getUid()));
    }

    /**
     * Whether we made the object for an earlier resource of this name. Two cannot have one name, so that one is gone for
     * certain, and the object should be: a garbage collector that missed the deletion never comes back to it.
     */
    public static boolean predecessorOwns(HasMetadata primary, HasMetadata child) {
        Map<String, String> labels = child.getMetadata().getLabels();
        return labels != null
                && Labels.MANAGER.equals(labels.get(Labels.MANAGED_BY))
                && child.getMetadata().getOwnerReferences().stream()
                        .anyMatch(owner -> primary.getKind().equals(owner.getKind())
                                && primary.getApiVersion().equals(owner.getApiVersion())
                                && primary.getMetadata().getName().equals(owner.getName())
                                && !primary.getMetadata().getUid().equals(owner.getUid()));
    }

    /** The word for a kind in labels. */
    public static String workflow(Class<?> kind) {
        return HasMetadata.getKind(kind).toLowerCase(Locale.ROOT);
    }

    private static OwnerReference owner(HasMetadata primary) {
        return new OwnerReferenceBuilder()
                .withApiVersion(primary.getApiVersion())
                .withKind(primary.getKind())
                .withName(primary.getMetadata().getName())
                .withUid(primary.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build();
    }
}
