package io.dyff.operator.steps.mock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** What the mock says: true sentences about the prompt, the same for the same prompt, never empty. */
final class MockTexts {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    static String text(String prompt, int variant) {
        List<String> words = words(prompt);
        return switch (variant % 3) {
            case 0 -> "The prompt has " + count(words.size(), "word") + "; the longest is '" + longest(words) + "'.";
            case 1 -> "Read backwards it begins with '" + (words.isEmpty() ? "" : words.get(words.size() - 1)) + "'.";
            default -> "It has " + count(prompt.codePointCount(0, prompt.length()), "character") + ".";
        };
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static List<String> words(String prompt) {
        return Arrays.stream(prompt.split("[^\\p{L}\\p{N}']+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static String longest(List<String> words) {
        return words.stream().max(Comparator.comparingInt(String::length)).orElse("");
    }

    /** The form of OpenAI's completions. */
    static JsonNode completion(MockRequest request) {
        ObjectNode answer = NODES.objectNode();
        answer.put("id", "cmpl-" + UUID.nameUUIDFromBytes(request.prompt().getBytes(StandardCharsets.UTF_8)));
        answer.put("object", "text_completion");
        answer.put("created", Instant.now().getEpochSecond());
        answer.put("model", request.model());
        ArrayNode choices = answer.putArray("choices");
        int tokens = 0;
        for (int i = 0; i < request.completions(); i++) {
            String text = text(request.prompt(), i);
            tokens += words(text).size();
            choices.addObject()
                    .put("text", text)
                    .put("index", i)
                    .putNull("logprobs")
                    .put("finish_reason", "length");
        }
        int promptTokens = words(request.prompt()).size();
        answer.putObject("usage")
                .put("prompt_tokens", promptTokens)
                .put("completion_tokens", tokens)
                .put("total_tokens", promptTokens + tokens);
        return answer;
    }

    /** Two texts of three, which two depends on the prompt. */
    static JsonNode texts(MockRequest request) {
        int first = Math.floorMod(request.prompt().hashCode(), 3);
        ObjectNode answer = NODES.objectNode();
        answer.putArray("text").add(text(request.prompt(), first)).add(text(request.prompt(), first + 1));
        return answer;
    }

    static JsonNode responses(MockRequest request) {
        ObjectNode answer = NODES.objectNode();
        answer.putArray("responses").add(text(request.prompt(), 0));
        return answer;
    }

    private MockTexts() {}
}
