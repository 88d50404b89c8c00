package io.dyff.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dyff.local.instance.LocalException;
import java.io.IOException;
import java.util.Base64;

/** What a bearer token says of itself; nothing here trusts it. */
final class TokenText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TokenText() {}

    /** A claim, as text. */
    static String claim(String token, String name) {
        String[] parts = token.split("\\.", -1);
        try {
            JsonNode claim =
                    JSON.readTree(Base64.getUrlDecoder().decode(parts[1])).path(name);
            return claim.isTextual() ? claim.asText() : claim.toString();
        } catch (IOException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw LocalException.failed("the instance's token is no JWT: " + e.getMessage());
        }
    }
}
