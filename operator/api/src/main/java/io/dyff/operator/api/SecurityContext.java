package io.dyff.operator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** How far the code of a workflow is trusted; absent or empty means trusted (contract/operator.md section 10). */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SecurityContext(
        @JsonPropertyDescription("False labels the pods as untrusted, which closes the network around them.") @Nullable
        Boolean trusted) {}
