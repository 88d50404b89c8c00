package io.dyff.routes.http.problem;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * An error answer: problem details (RFC 9457) with the {@code detail} that released clients show.
 *
 * @param status HTTP status
 * @param detail what is wrong, in one sentence
 * @param errors the fields it is about
 * @param headers further response headers
 * @param id the entity it is about, when the caller does not know it yet
 */
public record Problem(
        int status,
        String detail,
        List<FieldError> errors,
        Map<String, String> headers,
        @Nullable String id) {

    public Problem {
        errors = List.copyOf(errors);
        headers = Map.copyOf(headers);
    }

    public Problem(int status, String detail, List<FieldError> errors, Map<String, String> headers) {
        this(status, detail, errors, headers, null);
    }

    public static Problem of(int status, String detail) {
        return new Problem(status, detail, List.of(), Map.of());
    }

    /** The request's fields are wrong; the detail names each with its path. */
    public static Problem invalid(List<FieldError> errors) {
        String detail = errors.stream()
                .map(e -> (e.path().isEmpty() ? "body" : e.path()) + ": " + e.message())
                .collect(Collectors.joining("; "));
        return new Problem(422, detail, errors, Map.of());
    }

    public static Problem invalid(String path, String message) {
        return invalid(List.of(new FieldError(path, message)));
    }

    /** No or a bad token. */
    public static Problem unauthenticated(String detail) {
        return of(401, detail).with("WWW-Authenticate", "Bearer");
    }

    /** A good token that does not grant this. */
    public static Problem forbidden(String detail) {
        return of(403, detail).with("WWW-Authenticate", "Bearer");
    }

    /** The same words for what does not exist and for what the caller may not see. */
    public static Problem notFound() {
        return of(404, "Not Found");
    }

    /** Too busy or not reachable; nothing was written. */
    public static Problem retryLater(int status, String detail, int seconds) {
        return of(status, detail).with("Retry-After", String.valueOf(seconds));
    }

    public Problem with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Problem(status, detail, errors, more, id);
    }

    /** The same, with the id of the entity. */
    public Problem about(@Nullable String entity) {
        return new Problem(status, detail, errors, headers, entity);
    }

    public ProblemException exception() {
        return new ProblemException(this);
    }

    public byte[] body() {
        ObjectNode node = Json.object();
        HttpStatus known = HttpStatus.resolve(status);
        node.put("type", "about:blank");
        node.put("title", known == null ? "Error" : known.getReasonPhrase());
        node.put("status", status);
        node.put("detail", detail);
        if (id != null) {
            node.put("id", id);
        }
        if (!errors.isEmpty()) {
            ArrayNode array = node.putArray("errors");
            errors.forEach(e -> array.addObject().put("path", e.path()).put("message", e.message()));
        }
        return Json.bytes(node);
    }
}
