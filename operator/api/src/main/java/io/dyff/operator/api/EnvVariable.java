package io.dyff.operator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** One environment variable. Values only: a session reads no Secrets. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EnvVariable(
        @Required @Pattern(Patterns.VARIABLE) String name,
        @Nullable String value) {}
