package io.dyff.kube.controllers.job;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyOnExitCodesRequirement;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRule;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides what a failed pod means for its Job; the first rule that matches wins. */
final class FailurePolicy {

    /** What to do with a failed pod. */
    enum Action {
        COUNT,
        IGNORE,
        FAIL_JOB
    }

    /** A decision and why. */
    record Verdict(Action action, String message) {

        private static final Verdict COUNT = new Verdict(Action.COUNT, "");
    }

    private FailurePolicy() {}

    static Verdict judge(Job job, Pod pod) {
        if (job.getSpec().getPodFailurePolicy() == null) {
            return Verdict.COUNT;
        }
        List<PodFailurePolicyRule> rules = job.getSpec().getPodFailurePolicy().getRules();
        for (int i = 0; i < rules.size(); i++) {
            Optional<String> match = match(rules.get(i), pod);
            if (match.isPresent()) {
                String action = rules.get(i).getAction();
                return new Verdict(action(action), match.get() + " matching " + action + " rule at index " + i);
            }
        }
        return Verdict.COUNT;
    }

    private static Action action(String action) {
        return switch (action) {
            case "FailJob" -> Action.FAIL_JOB;
            case "Ignore" -> Action.IGNORE;
            default -> Action.COUNT;
        };
    }

    private static Optional<String> match(PodFailurePolicyRule rule, Pod pod) {
        String name = pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
        if (rule.getOnExitCodes() != null) {
            return containers(pod)
                    .filter(status -> matches(rule.getOnExitCodes(), status))
                    .findFirst()
                    .map(status -> "Container " + status.getName() + " for pod " + name + " failed with exit code "
                            + status.getState().getTerminated().getExitCode());
        }
        return rule.getOnPodConditions().stream()
                .filter(wanted -> pod.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals(wanted.getType())
                                && condition
                                        .getStatus()
                                        .equals(wanted.getStatus() == null ? "True" : wanted.getStatus())))
                .findFirst()
                .map(wanted -> "Pod " + name + " has condition " + wanted.getType());
    }

    private static Stream<ContainerStatus> containers(Pod pod) {
        return Stream.concat(
                pod.getStatus().getContainerStatuses().stream(), pod.getStatus().getInitContainerStatuses().stream());
    }

    private static boolean matches(PodFailurePolicyOnExitCodesRequirement wanted, ContainerStatus status) {
        if (status.getState() == null || status.getState().getTerminated() == null) {
            return false;
        }
        Integer code = status.getState().getTerminated().getExitCode();
        boolean named =
                wanted.getContainerName() == null || wanted.getContainerName().equals(status.getName());
        if (!named || code == null || code == 0) {
            return false;
        }
        return wanted.getOperator().equals("In") == wanted.getValues().contains(code);
    }
}
