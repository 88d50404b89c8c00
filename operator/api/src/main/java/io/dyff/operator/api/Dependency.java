package io.dyff.operator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Something that must be there before a session can serve. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Dependency(
        @Required @JsonPropertyDescription("What it is.") Kind kind,

        @Required @JsonPropertyDescription("A claim of the same namespace, mounted read-only.")
        ReadOnlyVolume readOnlyVolume) {

    /** Kinds of dependencies. */
    public enum Kind {
        /** A claim that many pods read, such as a model's. */
        ReadOnlyVolume
    }

    /** A claim of the same namespace, mounted read-only. */
    @ValidationRule(value = "self.name != 'tmp'", message = "tmp is the container's own", fieldPath = ".name")
    public record ReadOnlyVolume(
            @Required
            @Pattern(Patterns.DNS_LABEL)
            @Size(max = 63)
            @JsonPropertyDescription("Name of the volume in the pod.")
            String name,

            @Required @Size(min = 1) @JsonPropertyDescription("Name of the PersistentVolumeClaim.")
            String claimName,

            @Required @Pattern(Patterns.ABSOLUTE_PATH) @JsonPropertyDescription("Where the container finds it.")
            String mountPath) {}
}
