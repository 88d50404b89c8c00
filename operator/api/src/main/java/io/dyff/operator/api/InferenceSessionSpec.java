package io.dyff.operator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A session: the fields of {@link SessionTemplate} stand beside id and account. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ImmutableExcept({"suspend", "replicas"})
public record InferenceSessionSpec(
        @Required
        @Pattern(DyffGroup.ID_PATTERN)
        @JsonPropertyDescription("Id of the entity; all zeros for a session that belongs to an evaluation.")
        String id,

        @Required @Pattern(DyffGroup.ACCOUNT_PATTERN) @JsonPropertyDescription("Account that owns the session.")
        String account,

        @Default("1") @Min(0) @Max(1000) @JsonPropertyDescription("Pods that serve.")
        Integer replicas,

        @Default("true") @JsonPropertyDescription("Whether the pods may run on nodes that can be reclaimed.")
        Boolean useSpotPods,

        @Required
        @Size(max = 1024)
        @Pattern(Patterns.IMAGE)
        @JsonPropertyDescription("Image to serve, best with its digest.")
        String image,

        @JsonPropertyDescription("Replaces the image's entry point.") @Nullable
        List<String> command,

        @JsonPropertyDescription("Replaces the image's arguments.") @Nullable
        List<String> args,

        @JsonPropertyDescription("Environment of the container.") @Nullable
        List<EnvVariable> env,

        @JsonPropertyDescription("Working directory of the container.") @Nullable
        String workingDir,

        @JsonPropertyDescription("Resources of the container.") @Nullable
        Resources resources,

        @JsonPropertyDescription("Accelerator hardware per pod.") @Nullable
        Accelerator accelerator,

        @JsonPropertyDescription("Volumes that the container needs.") @Nullable
        List<Dependency> dependencies,

        @JsonPropertyDescription("Whether the code that serves is trusted.") @Nullable
        SecurityContext securityContext,

        @JsonPropertyDescription("Pauses the session: no pods.") @Nullable
        Boolean suspend,

        @JsonPropertyDescription("Name of the controller that acts instead of this operator.") @Nullable
        String managedBy)
        implements DyffSpec {

    public InferenceSessionSpec {
        replicas = replicas == null ? 1 : replicas;
        useSpotPods = useSpotPods == null ? Boolean.TRUE : useSpotPods;
    }

    /** The spec of a session that serves the template. */
    public static InferenceSessionSpec of(
            String id,
            String account,
            SessionTemplate template,
            @Nullable SecurityContext securityContext,
            boolean suspend) {
        return new InferenceSessionSpec(
                id,
                account,
                template.replicas(),
                template.useSpotPods(),
                template.image(),
                template.command(),
                template.args(),
                template.env(),
                template.workingDir(),
                template.resources(),
                template.accelerator(),
                template.dependencies(),
                securityContext,
                suspend,
                null);
    }

    /** What the session serves. */
    public SessionTemplate template() {
        return new SessionTemplate(
                replicas, useSpotPods, image, command, args, env, workingDir, resources, accelerator, dependencies);
    }

    /** Whether the session is to have no pods. */
    @Override
    public boolean suspended() {
        return Boolean.TRUE.equals(suspend);
    }
}
