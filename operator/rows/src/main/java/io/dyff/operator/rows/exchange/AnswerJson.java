package io.dyff.operator.rows.exchange;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dyff.operator.rows.ReadableText;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the body of a good answer, and says what is wrong with one that holds no answer. */
public final class AnswerJson {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int EXCERPT = 300;
    private static final byte[] EVENT = "data:".getBytes(StandardCharsets.US_ASCII);
    private static final String NO_STREAM = "turn streaming off in the request (\"stream\": false)";

    public static Answer read(int status, HttpHeaders headers, byte[] bytes) {
        if (isEventStream(headers, bytes)) {
            return new Answer.Unusable(status, "the service streams its answer (server-sent events); " + NO_STREAM);
        }
        try {
            return read(status, UnicodeText.of(bytes));
        } catch (StreamConstraintsException e) {
            return new Answer.Unusable(
                    status, "the answer is beyond a limit of this client: " + e.getOriginalMessage());
        } catch (JsonProcessingException e) {
            return new Answer.Unusable(status, "the answer is not JSON: " + excerpt(bytes));
        } catch (IOException e) {
            return new Answer.Unusable(status, "the answer cannot be read: " + e.getMessage());
        }
    }

    private static Answer read(int status, UnicodeText text) throws IOException {
        try (JsonParser parser = text.parser(JSON)) {
            @Nullable JsonNode body = JSON.readTree(parser);
            if (body == null || body.isMissingNode()) {
                return new Answer.Unusable(status, "the answer is empty");
            }
            if (parser.nextToken() != null) {
                return new Answer.Unusable(
                        status, "the answer holds more than one JSON text; if the service streams, " + NO_STREAM);
            }
            @Nullable String error = error(body.path("error"));
            return error == null
                    ? text.success(status, body)
                    : new Answer.Unusable(status, "the answer holds an error: " + error);
        }
    }

    private static boolean isEventStream(HttpHeaders headers, byte[] bytes) {
        String type = headers.firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        return type.startsWith("text/event-stream")
                || (bytes.length >= EVENT.length && Arrays.equals(bytes, 0, EVENT.length, EVENT, 0, EVENT.length));
    }

    /** Servers exist that answer 200 and mean an error; where they mean none they leave it out, or null or empty. */
    private static @Nullable String error(JsonNode error) {
        if (error.isObject() && !error.isEmpty()) {
            JsonNode message = error.path("message");
            return bounded(message.isTextual() ? message.textValue() : error.toString());
        }
        return error.isTextual() && !error.textValue().isBlank() ? bounded(error.textValue()) : null;
    }

    private static String bounded(String text) {
        return ReadableText.of(text.length() <= EXCERPT ? text : text.substring(0, EXCERPT));
    }

    /** The beginning of a body, as a message can carry it. */
    public static String excerpt(byte[] body) {
        return ReadableText.of(new String(body, 0, Math.min(body.length, EXCERPT), StandardCharsets.UTF_8));
    }

    private AnswerJson() {}
}
