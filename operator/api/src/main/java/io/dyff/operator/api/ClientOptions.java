package io.dyff.operator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Options of the evaluation client; names and defaults of contract/schema.md section 8.5. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClientOptions(
        @Default("Abort") @JsonPropertyDescription("What an answer that blames the input does.")
        BadRequestPolicy badRequestPolicy,

        @Default("120") @Min(0) @JsonPropertyDescription("Retries of a row after transient errors.")
        Integer transientErrorRetryLimit,

        @Default("30") @Min(1) @Max(86400) @JsonPropertyDescription("Seconds before such a retry.")
        Integer transientErrorRetryDelaySeconds,

        @Default("Deduplicate") @JsonPropertyDescription("What several outputs for one item do.")
        DuplicateOutputPolicy duplicateOutputPolicy,

        @Default("Error") @JsonPropertyDescription("What an item without output does.")
        MissingOutputPolicy missingOutputPolicy,

        @Default("30") @Min(0) @JsonPropertyDescription("Seconds that one request may take.")
        Integer requestTimeoutSeconds,

        @Default("7200") @Min(0) @JsonPropertyDescription("Seconds that all requests together may take.")
        Integer totalTimeoutSeconds,

        @Default("1000") @Min(1) @JsonPropertyDescription("Rows per Arrow batch.")
        Integer batchSize,

        @JsonPropertyDescription("Passed to the client's image as they are.") @Nullable
        Map<String, String> extraOptions,

        @JsonPropertyDescription("Adapters before those of the service.") @Nullable
        List<SchemaAdapter> inputPipeline) {

    /** What holds where an evaluation says nothing. */
    public static final ClientOptions DEFAULTS = new ClientOptions(
            BadRequestPolicy.Abort,
            120,
            30,
            DuplicateOutputPolicy.Deduplicate,
            MissingOutputPolicy.Error,
            30,
            7200,
            1000,
            null,
            null);

    public ClientOptions {
        badRequestPolicy = badRequestPolicy == null ? BadRequestPolicy.Abort : badRequestPolicy;
        transientErrorRetryLimit = transientErrorRetryLimit == null ? 120 : transientErrorRetryLimit;
        transientErrorRetryDelaySeconds =
                transientErrorRetryDelaySeconds == null ? 30 : transientErrorRetryDelaySeconds;
        duplicateOutputPolicy =
                duplicateOutputPolicy == null ? DuplicateOutputPolicy.Deduplicate : duplicateOutputPolicy;
        missingOutputPolicy = missingOutputPolicy == null ? MissingOutputPolicy.Error : missingOutputPolicy;
        requestTimeoutSeconds = requestTimeoutSeconds == null ? 30 : requestTimeoutSeconds;
        totalTimeoutSeconds = totalTimeoutSeconds == null ? 7200 : totalTimeoutSeconds;
        batchSize = batchSize == null ? 1000 : batchSize;
    }

    /** What an answer that blames the input does. */
    public enum BadRequestPolicy {
        /** Fails the evaluation. */
        Abort,
        /** Writes a null output for the item. */
        Skip
    }

    /** What several outputs for one item do. */
    public enum DuplicateOutputPolicy {
        /** Keeps an arbitrary one. */
        Deduplicate,
        /** Fails the evaluation. */
        Error,
        /** Keeps all. */
        Ignore
    }

    /** What an item without output does. */
    public enum MissingOutputPolicy {
        /** Fails the evaluation. */
        Error,
        /** Nothing. */
        Ignore
    }
}
