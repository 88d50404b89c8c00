package io.dyff.operator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Accelerator hardware that a pod needs. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Accelerator(
        @Required @JsonPropertyDescription("Family of accelerators.")
        Kind kind,

        @Required @JsonPropertyDescription("Details of GPUs.")
        Gpu gpu) {

    /** Families of accelerators. */
    public enum Kind {
        /** Graphics processors. */
        GPU
    }

    /** GPUs of one of several types. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Gpu(
            @Required @Size(min = 1) @JsonPropertyDescription("Acceptable types, any of which will do.")
            List<@Pattern(Patterns.LABEL_KEY) String> hardwareTypes,

            @Default("1") @Min(1) @JsonPropertyDescription("GPUs per pod.")
            Integer count,

            @JsonPropertyDescription("Deprecated; not used for placement.") @Nullable
            Quantity memory) {

        public Gpu {
            hardwareTypes = hardwareTypes == null ? List.of() : hardwareTypes;
            count = count == null ? 1 : count;
        }
    }
}
