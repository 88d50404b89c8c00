package io.dyff.routes.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.dyff.routes.http.problem.FieldError;
import io.dyff.routes.http.problem.Problem;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the query of a URL. What the container drops in silence, a value that cannot be decoded, is refused by name. */
final class QueryParameters {
    private QueryParameters() {}

    static Map<String, String[]> of(@Nullable String query) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                int end = pair.indexOf('=');
                String name = decoded(pair, end < 0 ? pair : pair.substring(0, end));
                values.computeIfAbsent(name, n -> new ArrayList<>())
                        .add(decoded(name, end < 0 ? "" : pair.substring(end + 1)));
            }
        }
        Map<String, String[]> parameters = new LinkedHashMap<>();
        values.forEach((name, all) -> parameters.put(name, all.toArray(String[]::new)));
        return parameters;
    }

    private static String decoded(String name, String text) {
        try {
            byte[] bytes = URLDecoder.decode(text, ISO_8859_1).getBytes(ISO_8859_1);
            String value = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (value.indexOf(0) >= 0) {
                throw bad(name, "holds U+0000, which no stored text does");
            }
            return value;
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw bad(name, "is no percent-encoded UTF-8");
        }
    }

    private static RuntimeException bad(String name, String message) {
        FieldError error = new FieldError(name, message);
        return new Problem(400, error.path() + ": " + error.message(), List.of(error), Map.of()).exception();
    }
}
