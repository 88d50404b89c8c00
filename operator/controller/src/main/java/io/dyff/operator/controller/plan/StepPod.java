package io.dyff.operator.controller.plan;

import io.dyff.operator.api.DyffResource;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRule;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRuleBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The pod of a step: its containers run one after the other, each with what its role gives it and no more. */
final class StepPod<P extends DyffResource<?>> {

    /** The volume through which ours and the user's hand files to each other; there when both are. */
    private static final String SHARED = "work";

    private final PodSpec mould;
    private final List<Container> containers;
    private final Map<String, Role<P>> roles;

    /**
     * @param mould the pod of StepJob.yaml
     * @param containers as the step's own file has them, in the order in which they run
     * @param roles by the containers' names
     */
    StepPod(PodSpec mould, List<Container> containers, Map<String, Role<P>> roles) {
        this.mould = mould;
        this.containers = List.copyOf(containers);
        this.roles = Map.copyOf(roles);
        containers.forEach(this::check);
    }

    /** Whether one of the containers runs what a user brought. */
    boolean runsUsersCode() {
        return roles.values().stream().anyMatch(Role.Users.class::isInstance);
    }

    /** The whole pod for a resource. */
    PodSpec spec(P primary) {
        List<Container> filled = containers.stream()
                .map(container -> role(container).fill(mould(container), primary))
                .toList();
        return new PodSpecBuilder(mould)
                .withInitContainers(filled.subList(0, filled.size() - 1))
                .withContainers(filled.getLast())
                .withVolumes(volumes(primary, filled))
                .build();
    }

    /** Says for each of our programs after which exit codes the Job fails at once. */
    List<PodFailurePolicyRule> finalExits() {
        List<PodFailurePolicyRule> rules = new ArrayList<>();
        for (Container container : containers) {
            if (role(container) instanceof Role.Ours<P> ours) {
                rules.add(new PodFailurePolicyRuleBuilder()
                        .withAction("FailJob")
                        .withNewOnExitCodes()
                        .withContainerName(container.getName())
                        .withOperator("In")
                        .withValues(ExitCodes.whichAreFinal(ours.program()))
                        .endOnExitCodes()
                        .build());
            }
        }
        return rules;
    }

    /** A file cannot hand a container what its role does not. */
    private void check(Container container) {
        role(container);
        if (!container.getEnv().isEmpty()
                || !container.getEnvFrom().isEmpty()
                || !container.getVolumeMounts().isEmpty()) {
            throw new IllegalStateException("container %s: its role gives it environment and volumes, not its file"
                    .formatted(container.getName()));
        }
    }

    private Role<P> role(Container container) {
        Role<P> role = roles.get(container.getName());
        if (role == null) {
            throw new IllegalStateException("container %s has no role".formatted(container.getName()));
        }
        return role;
    }

    private Container mould(Container container) {
        Container common = mould.getContainers().stream()
                .filter(one -> one.getName().equals(role(container).mould()))
                .findFirst()
                .orElseThrow();
        return new ContainerBuilder(common)
                .withName(container.getName())
                .withArgs(container.getArgs())
                .withResources(container.getResources() == null ? common.getResources() : container.getResources())
                .removeMatchingFromVolumeMounts(mount -> mount.getName().equals(SHARED) && !runsUsersCode())
                .build();
    }

    private List<Volume> volumes(P primary, List<Container> filled) {
        Set<String> mounted = filled.stream()
                .flatMap(container -> container.getVolumeMounts().stream())
                .map(VolumeMount::getName)
                .collect(Collectors.toSet());
        return mould.getVolumes().stream()
                .filter(volume -> mounted.contains(volume.getName()))
                .map(volume -> volume.getConfigMap() == null
                        ? volume
                        : volume.edit()
                                .editConfigMap()
                                .withName(Children.name(primary, Manifest.COMPONENT))
                                .endConfigMap()
                                .build())
                .toList();
    }
}
