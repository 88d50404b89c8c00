package io.dyff.operator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the files of a model are; those that their user uploads are no resource's business. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.kind != 'HuggingFaceHub' || has(self.huggingFaceHub)",
        message = "huggingFaceHub: is required for this kind")
public record ModelSource(
        @Required @JsonPropertyDescription("What kind of place it is.")
        Kind kind,

        @JsonPropertyDescription("A repository on a hub.") @Nullable
        HuggingFaceHub huggingFaceHub) {

    /** The places that files can be fetched from. */
    public enum Kind {
        /** A repository of a Hugging Face hub. */
        HuggingFaceHub
    }

    /**
     * A repository at a revision.
     *
     * @param allowPatterns as the hub's own client reads them; all files when absent
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record HuggingFaceHub(
            @Required
            @Size(max = 200)
            @Pattern(Patterns.REPOSITORY)
            @JsonPropertyDescription("The repository: name or owner/name.")
            String repoID,

            @Required
            @Size(max = 255)
            @Pattern(Patterns.REVISION)
            @JsonPropertyDescription("A branch, a tag or a commit; only a commit is the same for ever.")
            String revision,

            @JsonPropertyDescription("Patterns of the files that are wanted.") @Nullable
            List<String> allowPatterns,

            @JsonPropertyDescription("Patterns of files that are not wanted.") @Nullable
            List<String> ignorePatterns) {}
}
