package io.dyff.operator.controller.session;

import io.dyff.operator.api.Accelerator;
import io.dyff.operator.api.Dependency;
import io.dyff.operator.api.EnvVariable;
import io.dyff.operator.api.Resources;
import io.dyff.operator.api.SessionTemplate;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The container that serves: of the template only these fields reach it. */
final class ServingContainer {

    /** Extended resource of GPUs; requests of it equal the limits. */
    static final String GPU = "nvidia.com/gpu";

    private ServingContainer() {}

    static Container of(Container skeleton, SessionTemplate template) {
        ContainerBuilder container = new ContainerBuilder(skeleton)
                .withImage(template.image())
                .withCommand(orEmpty(template.command()))
                .withArgs(orEmpty(template.args()))
                .withEnv(orEmpty(template.env()).stream()
                        .map(ServingContainer::variable)
                        .toList())
                .withWorkingDir(template.workingDir())
                .withResources(resources(template));
        for (Dependency.ReadOnlyVolume volume : volumes(template)) {
            container.addToVolumeMounts(new VolumeMountBuilder()
                    .withName(volume.name())
                    .withMountPath(volume.mountPath())
                    .withReadOnly(true)
                    .build());
        }
        return container.build();
    }

    /** The claims that the template depends on. */
    static List<Dependency.ReadOnlyVolume> volumes(SessionTemplate template) {
        return orEmpty(template.dependencies()).stream()
                .map(Dependency::readOnlyVolume)
                .filter(volume -> volume != null)
                .toList();
    }

    static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static EnvVar variable(EnvVariable variable) {
        return new EnvVar(variable.name(), variable.value() == null ? "" : variable.value(), null);
    }

    private static ResourceRequirements resources(SessionTemplate template) {
        Resources given = template.resources();
        Map<String, Quantity> requests = new LinkedHashMap<>();
        Map<String, Quantity> limits = new LinkedHashMap<>();
        if (given != null && given.requests() != null) {
            requests.putAll(given.requests());
        }
        if (given != null && given.limits() != null) {
            limits.putAll(given.limits());
        }
        Accelerator accelerator = template.accelerator();
        if (accelerator != null && accelerator.gpu() != null) {
            limits.put(GPU, new Quantity(accelerator.gpu().count().toString()));
        }
        return new ResourceRequirementsBuilder()
                .withRequests(requests)
                .withLimits(limits)
                .build();
    }
}
