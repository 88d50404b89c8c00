package io.dyff.operator.controller.session;

import io.dyff.operator.api.InferenceSession;
import io.dyff.operator.api.InferenceSessionSpec;
import io.dyff.operator.api.Labels;
import io.dyff.operator.api.SessionTemplate;
import io.dyff.operator.controller.plan.Children;
import io.dyff.operator.controller.plan.Observed;
import io.dyff.operator.controller.plan.Part;
import io.dyff.operator.controller.plan.Progress;
import io.dyff.operator.controller.plan.Skeleton;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategyBuilder;
import java.util.Map;
import java.util.TreeMap;

/** The replicas of a session. They get no credential: what they run is the user's. */
final class ServingDeployment implements Part<InferenceSession> {

    static final String COMPONENT = "infer";

    private final Deployment skeleton = Skeleton.read(ServingDeployment.class, Deployment.class);

    /** Finds the pods of the session; labels that never change. */
    static Map<String, String> selector(InferenceSession session) {
        return new TreeMap<>(Map.of(
                Labels.INSTANCE,
                session.getMetadata().getName(),
                Labels.COMPONENT,
                COMPONENT,
                Labels.MANAGED_BY,
                Labels.MANAGER));
    }

    @Override
    public Class<? extends HasMetadata> type() {
        return Deployment.class;
    }

    @Override
    public String component() {
        return COMPONENT;
    }

    @Override
    public String name(InferenceSession session) {
        return session.getMetadata().getName();
    }

    @Override
    public HasMetadata desired(InferenceSession session) {
        InferenceSessionSpec spec = session.getSpec();
        return new DeploymentBuilder(skeleton)
                .withMetadata(Children.metadata(session, COMPONENT, name(session)))
                .editSpec()
                .withReplicas(spec.suspended() ? 0 : spec.replicas())
                .withStrategy(strategy(spec.replicas()))
                .withNewSelector()
                .withMatchLabels(selector(session))
                .endSelector()
                .editTemplate()
                .withNewMetadata()
                .withLabels(Children.podLabels(session, COMPONENT, true))
                .endMetadata()
                .withSpec(podSpec(spec.template()))
                .endTemplate()
                .endSpec()
                .build();
    }

    /** The Deployment counts as available, and stays so in a rollout, while at least one replica serves. */
    private static DeploymentStrategy strategy(int replicas) {
        return new DeploymentStrategyBuilder()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withMaxUnavailable(new IntOrString(Math.max(replicas - 1, 0)))
                .withMaxSurge(new IntOrString(replicas > 1 ? 0 : 1))
                .endRollingUpdate()
                .build();
    }

    private PodSpec podSpec(SessionTemplate template) {
        PodSpec pod = skeleton.getSpec().getTemplate().getSpec();
        Container container = ServingContainer.of(pod.getContainers().getFirst(), template);
        return Placement.of(pod.edit().withContainers(container), template).build();
    }

    @Override
    public Progress progress(InferenceSession session, Observed observed) {
        return Progress.QUIET;
    }

    @Override
    public boolean removedAfterwards(HasMetadata actual) {
        return true;
    }
}
