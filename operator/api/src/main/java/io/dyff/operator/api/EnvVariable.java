package io.dyff.operator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** One environment variable. Values only: a session reads no Secrets. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EnvVariable(
        @Required @Pattern(Patterns.VARIABLE) @JsonPropertyDescription("Its name.")
        String name,

        @JsonPropertyDescription("Its value; empty when absent.") @Nullable
        String value) {}
