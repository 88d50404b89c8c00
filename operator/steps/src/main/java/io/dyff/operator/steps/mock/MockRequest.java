package io.dyff.operator.steps.mock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;

/**
 * What the mock reads from a request.
 *
 * @param completions how many answers are wanted, the {@code n} of the request
 */
record MockRequest(String prompt, String model, int completions) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LIMIT = 4 << 20;
    private static final int MOST_COMPLETIONS = 16;

    /** A request that the mock does not answer. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;
        private final int status;

        RefusedException(int status, String message) {
            super(message);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    static MockRequest read(InputStream body) throws IOException, RefusedException {
        byte[] bytes = body.readNBytes(LIMIT + 1);
        if (bytes.length > LIMIT) {
            throw new RefusedException(413, "the body is larger than " + LIMIT + " bytes");
        }
        JsonNode request;
        try {
            request = JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new RefusedException(400, "the body is not JSON: " + e.getOriginalMessage());
        }
        if (!request.path("prompt").isTextual()) {
            throw new RefusedException(400, "'prompt' is missing or not a string");
        }
        int completions = request.path("n").asInt(1);
        if (completions < 1 || completions > MOST_COMPLETIONS) {
            throw new RefusedException(400, "'n' must be between 1 and " + MOST_COMPLETIONS);
        }
        return new MockRequest(
                request.get("prompt").textValue(), request.path("model").asText("mock"), completions);
    }
}
