package io.dyff.operator.controller.session;

import io.dyff.operator.api.Accelerator;
import io.dyff.operator.api.Dependency;
import io.dyff.operator.api.EnvVariable;
import io.dyff.operator.api.Patterns;
import io.dyff.operator.api.Resources;
import io.dyff.operator.api.SessionTemplate;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds what makes a session template impossible to run, and names the field. */
public final class TemplateProblems {

    private static final Pattern IMAGE = Pattern.compile(Patterns.IMAGE);
    private static final Pattern LABEL_KEY = Pattern.compile(Patterns.LABEL_KEY);
    private static final Pattern VOLUME_NAME = Pattern.compile(Patterns.DNS_LABEL);

    private TemplateProblems() {}

    /**
     * The first problem, as {@code <path of the field>: <what is wrong>}.
     *
     * @param path where the template stands in its resource
     */
    public static Optional<String> find(String path, SessionTemplate template) {
        return Stream.of(
                        image(path, template.image()),
                        replicas(path, template.replicas()),
                        variables(path, ServingContainer.orEmpty(template.env())),
                        resources(path, template.resources()),
                        accelerator(path, template.accelerator()),
                        dependencies(path, ServingContainer.orEmpty(template.dependencies())))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> image(String path, @Nullable String image) {
        return image != null && IMAGE.matcher(image).matches()
                ? Optional.empty()
                : Optional.of(path + ".image: '%s' is not the name of an image".formatted(image));
    }

    private static Optional<String> replicas(String path, int replicas) {
        return replicas >= 0 ? Optional.empty() : Optional.of(path + ".replicas: must not be negative");
    }

    private static Optional<String> variables(String path, List<EnvVariable> variables) {
        for (int i = 0; i < variables.size(); i++) {
            String name = variables.get(i).name();
            if (name == null || name.isEmpty() || name.contains("=")) {
                return Optional.of("%s.env[%d].name: must not be empty nor hold '='".formatted(path, i));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> resources(String path, @Nullable Resources resources) {
        return resources == null
                ? Optional.empty()
                : quantities(path + ".resources.requests", resources.requests())
                        .or(() -> quantities(path + ".resources.limits", resources.limits()));
    }

    private static Optional<String> quantities(String path, @Nullable Map<String, Quantity> quantities) {
        if (quantities == null) {
            return Optional.empty();
        }
        return quantities.entrySet().stream()
                .filter(entry -> !isQuantity(entry.getValue()))
                .findFirst()
                .map(entry -> "%s.%s: '%s' is not a quantity".formatted(path, entry.getKey(), entry.getValue()));
    }

    private static boolean isQuantity(@Nullable Quantity quantity) {
        try {
            return quantity != null && Quantity.getAmountInBytes(quantity).signum() >= 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Optional<String> accelerator(String path, @Nullable Accelerator accelerator) {
        if (accelerator == null) {
            return Optional.empty();
        }
        Accelerator.Gpu gpu = accelerator.gpu();
        if (gpu == null || gpu.hardwareTypes().isEmpty()) {
            return Optional.of(path + ".accelerator.gpu.hardwareTypes: at least one type must be named");
        }
        return gpu.hardwareTypes().stream()
                .filter(type -> !LABEL_KEY.matcher(type).matches())
                .findFirst()
                .map(type -> "%s.accelerator.gpu.hardwareTypes: '%s' is not the key of a label".formatted(path, type));
    }

    private static Optional<String> dependencies(String path, List<Dependency> dependencies) {
        for (int i = 0; i < dependencies.size(); i++) {
            Dependency.ReadOnlyVolume volume = dependencies.get(i).readOnlyVolume();
            String where = "%s.dependencies[%d].readOnlyVolume".formatted(path, i);
            if (volume == null) {
                return Optional.of(where + ": is missing");
            }
            if (!VOLUME_NAME.matcher(volume.name()).matches() || volume.name().equals("tmp")) {
                return Optional.of(where + ".name: must be a DNS label other than 'tmp'");
            }
            if (!volume.mountPath().startsWith("/")) {
                return Optional.of(where + ".mountPath: must be absolute");
            }
        }
        return Optional.empty();
    }
}
