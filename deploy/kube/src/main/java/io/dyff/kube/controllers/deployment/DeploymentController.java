package io.dyff.kube.controllers.deployment;

import io.dyff.kube.controllers.Names;
import io.dyff.kube.controllers.Owners;
import io.dyff.kube.controllers.OwningController;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings Deployments to their present template: one ReplicaSet per template, scaled against each other. */
public final class DeploymentController extends OwningController<Deployment, ReplicaSet> {

    static final String HASH = "pod-template-hash";
    static final String REVISION = "deployment.kubernetes.io/revision";
    private static final int EXISTS = 409;
    private static final int HASH_LENGTH = 10;

    private final Clock clock;

    public DeploymentController(
            KubernetesClient client,
            SharedIndexInformer<Deployment> deployments,
            SharedIndexInformer<ReplicaSet> sets,
            Clock clock) {
        super(Deployment.class, client, deployments, sets);
        this.clock = clock;
    }

    @Override
    protected void reconcile(Deployment deployment, List<ReplicaSet> own) {
        String hash = hash(deployment.getSpec().getTemplate());
        Optional<ReplicaSet> present = own.stream()
                .filter(set -> hash.equals(set.getMetadata().getLabels().get(HASH)))
                .findFirst();
        List<ReplicaSet> earlier = own.stream()
                .filter(set -> present.filter(set::equals).isEmpty())
                .toList();
        Rollout rollout = new Rollout(deployment, present, earlier);
        boolean paused = Boolean.TRUE.equals(deployment.getSpec().getPaused());
        if (present.isEmpty() && !paused) {
            create(deployment, hash, own, rollout.firstSize());
        } else {
            rollout.sizes().forEach(this::scale);
        }
        deleteOld(deployment, earlier);
        writeStatus(deployment, rollout);
    }

    /** The same template gives the same name, in every run of this controller. */
    private String hash(PodTemplateSpec template) {
        return Names.hash(HASH_LENGTH, client.getKubernetesSerialization().asJson(template));
    }

    private void create(Deployment deployment, String hash, List<ReplicaSet> own, int size) {
        Map<String, String> selector =
                new HashMap<>(deployment.getSpec().getSelector().getMatchLabels());
        selector.put(HASH, hash);
        long revision =
                own.stream().mapToLong(DeploymentController::revision).max().orElse(0) + 1;
        ReplicaSet set = new ReplicaSetBuilder()
                .withNewMetadata()
                .withName(deployment.getMetadata().getName() + "-" + hash)
                .withNamespace(deployment.getMetadata().getNamespace())
                .withLabels(deployment.getSpec().getTemplate().getMetadata().getLabels())
                .addToLabels(HASH, hash)
                .addToAnnotations(REVISION, Long.toString(revision))
                .withOwnerReferences(Owners.reference(deployment))
                .endMetadata()
                .withNewSpec()
                .withReplicas(size)
                .withMinReadySeconds(deployment.getSpec().getMinReadySeconds())
                .withNewSelectorLike(deployment.getSpec().getSelector())
                .withMatchLabels(selector)
                .endSelector()
                .withNewTemplateLike(deployment.getSpec().getTemplate())
                .editOrNewMetadata()
                .addToLabels(HASH, hash)
                .endMetadata()
                .endTemplate()
                .endSpec()
                .build();
        try {
            client.resource(set).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != EXISTS) {
                throw e;
            }
            // The cache is behind; the set's own event brings the deployment back here.
        }
    }

    static long revision(ReplicaSet set) {
        Map<String, String> annotations = set.getMetadata().getAnnotations();
        String text = annotations == null ? null : annotations.get(REVISION);
        return text == null ? 0 : Long.parseLong(text);
    }

    private void scale(ReplicaSet set, int size) {
        client.resource(new ReplicaSetBuilder(set)
                        .editSpec()
                        .withReplicas(size)
                        .endSpec()
                        .build())
                .update();
    }

    private void deleteOld(Deployment deployment, List<ReplicaSet> earlier) {
        Integer limit = deployment.getSpec().getRevisionHistoryLimit();
        List<ReplicaSet> empty = earlier.stream()
                .filter(set -> Rollout.size(set) == 0 && Rollout.pods(set) == 0)
                .sorted(java.util.Comparator.comparingLong(DeploymentController::revision)
                        .reversed())
                .skip(limit == null ? 10 : limit)
                .toList();
        empty.forEach(set -> client.resource(set)
                .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                .delete());
    }

    private void writeStatus(Deployment deployment, Rollout rollout) {
        RolloutStatus next = new RolloutStatus(deployment, rollout, Instant.now(clock));
        DeploymentStatus status = next.status();
        if (!status.equals(deployment.getStatus())) {
            client.resource(new DeploymentBuilder(deployment).withStatus(status).build())
                    .updateStatus();
        }
        next.recheckAfter().ifPresent(delay -> lookAgain(deployment, delay));
    }
}
