package io.dyff.operator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Something that must be there before a session can serve. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Dependency(@Required Kind kind, @Nullable ReadOnlyVolume readOnlyVolume) {

    /** Kinds of dependencies. */
    public enum Kind {
        /** A claim that many pods read, such as a model's. */
        ReadOnlyVolume
    }

    /** A claim of the same namespace, mounted read-only. */
    public record ReadOnlyVolume(
            @Required @Size(min = 1) String name,
            @Required @Size(min = 1) String claimName,
            @Required @Size(min = 1) String mountPath) {}
}
