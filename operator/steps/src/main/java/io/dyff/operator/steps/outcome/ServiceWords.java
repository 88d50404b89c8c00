package io.dyff.operator.steps.outcome;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a service says of itself in an answer, where the common interfaces say it: OpenAI's completions and chat, Anthropic's
 * messages, Ollama's own interface, Hugging Face's text generation.
 *
 * @param model that answered
 * @param fingerprint of the service's set-up
 * @param promptTokens that were read
 * @param completionTokens that were written
 * @param finishReason why the answer ends where it does, of the first choice
 */
public record ServiceWords(
        @Nullable String model,
        @Nullable String fingerprint,
        @Nullable Long promptTokens,
        @Nullable Long completionTokens,
        @Nullable String finishReason) {

    /** Of a service that said nothing. */
    public static final ServiceWords NONE = new ServiceWords(null, null, null, null, null);

    private static final int LONGEST = 200;

    /** Whatever else the answer holds, this does not fail. */
    public static ServiceWords of(JsonNode answer) {
        return new ServiceWords(
                text(answer, "/model"),
                text(answer, "/system_fingerprint"),
                number(answer, "/usage/prompt_tokens", "/usage/input_tokens", "/prompt_eval_count"),
                number(
                        answer,
                        "/usage/completion_tokens",
                        "/usage/output_tokens",
                        "/eval_count",
                        "/details/generated_tokens"),
                text(answer, "/choices/0/finish_reason", "/stop_reason", "/done_reason", "/details/finish_reason"));
    }

    private static @Nullable String text(JsonNode answer, String... places) {
        return Arrays.stream(places)
                .map(place -> answer.at(place).textValue())
                .filter(Objects::nonNull)
                .findFirst()
                .map(found -> found.length() <= LONGEST ? found : found.substring(0, LONGEST))
                .orElse(null);
    }

    private static @Nullable Long number(JsonNode answer, String... places) {
        return Arrays.stream(places)
                .map(answer::at)
                .filter(found -> found.canConvertToLong() && found.isIntegralNumber())
                .findFirst()
                .map(JsonNode::longValue)
                .orElse(null);
    }
}
