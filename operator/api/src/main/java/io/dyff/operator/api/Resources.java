package io.dyff.operator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests and limits of a container, in Kubernetes quantities. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Resources(
        @JsonPropertyDescription("What the scheduler reserves.") @Nullable
        Map<String, Quantity> requests,

        @JsonPropertyDescription("What the container may not exceed.") @Nullable
        Map<String, Quantity> limits) {}
