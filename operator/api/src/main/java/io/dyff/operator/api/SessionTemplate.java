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

/** What runs in a session (contract/operator.md section 4). */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SessionTemplate(
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
        List<Dependency> dependencies) {

    public SessionTemplate {
        replicas = replicas == null ? 1 : replicas;
        useSpotPods = useSpotPods == null ? Boolean.TRUE : useSpotPods;
    }
}
