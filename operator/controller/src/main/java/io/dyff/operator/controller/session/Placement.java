package io.dyff.operator.controller.session;

import io.dyff.operator.api.Accelerator;
import io.dyff.operator.api.SessionTemplate;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.NodeSelectorTermBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.util.List;
import java.util.Map;

/** Where the pods of a session may run, and what they mount from there. */
final class Placement {

    /** Taints that providers put on nodes that can be reclaimed, and the platform's own. */
    private static final Map<String, String> SPOT_TAINTS = Map.of(
            "cloud.google.com/gke-spot", "true",
            "kubernetes.azure.com/scalesetpriority", "spot",
            "dyff.io/spot", "true");

    private Placement() {}

    static PodSpecBuilder of(PodSpecBuilder pod, SessionTemplate template) {
        if (template.useSpotPods()) {
            tolerateSpot(pod);
        }
        Accelerator accelerator = template.accelerator();
        if (accelerator != null && accelerator.gpu() != null) {
            requireGpu(pod, accelerator.gpu());
        }
        ServingContainer.volumes(template)
                .forEach(volume -> pod.addToVolumes(new VolumeBuilder()
                        .withName(volume.name())
                        .withNewPersistentVolumeClaim(volume.claimName(), true)
                        .build()));
        return pod;
    }

    private static void tolerateSpot(PodSpecBuilder pod) {
        SPOT_TAINTS.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(taint -> pod.addToTolerations(new TolerationBuilder()
                        .withKey(taint.getKey())
                        .withOperator("Equal")
                        .withValue(taint.getValue())
                        .withEffect("NoSchedule")
                        .build()));
    }

    /** A hardware type is the key of a node label, such as nvidia.com/gpu-l4; a node with any of them will do. */
    private static void requireGpu(PodSpecBuilder pod, Accelerator.Gpu gpu) {
        List<NodeSelectorTerm> terms = gpu.hardwareTypes().stream()
                .map(type -> new NodeSelectorTermBuilder()
                        .addNewMatchExpression()
                        .withKey(type)
                        .withOperator("Exists")
                        .endMatchExpression()
                        .build())
                .toList();
        pod.withNewAffinity()
                .withNewNodeAffinity()
                .withNewRequiredDuringSchedulingIgnoredDuringExecution()
                .withNodeSelectorTerms(terms)
                .endRequiredDuringSchedulingIgnoredDuringExecution()
                .endNodeAffinity()
                .endAffinity()
                .addToTolerations(new TolerationBuilder()
                        .withKey(ServingContainer.GPU)
                        .withOperator("Exists")
                        .withEffect("NoSchedule")
                        .build());
    }
}
