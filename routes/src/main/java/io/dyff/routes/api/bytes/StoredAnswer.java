package io.dyff.routes.api.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dyff.routes.http.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Answers with a stored file as it is: with its length, never compressed, or a range of it. */
public final class StoredAnswer {
    private StoredAnswer() {}

    /** Writes the file, or only its headers when the request is HEAD. */
    public static void write(
            ResponseInputStream<GetObjectResponse> object,
            String contentType,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        GetObjectResponse facts = object.response();
        if (facts.contentRange() != null) {
            response.setStatus(206);
            response.setHeader("Content-Range", facts.contentRange());
        }
        describe(facts.contentLength(), contentType, response);
        if (request.getMethod().equals("HEAD")) {
            object.abort();
        } else {
            Relay.copyFile(object, response.getOutputStream(), Problem.of(502, "object storage broke off the file"));
        }
    }

    /** Gives an answer the headers of a file. */
    static void describe(long length, String contentType, HttpServletResponse response) {
        response.setHeader("Accept-Ranges", "bytes");
        response.setContentType(contentType);
        response.setContentLengthLong(length);
    }

    /** One range is passed on; anything else is answered with the whole file, as RFC 9110 allows. */
    public static @Nullable String range(HttpServletRequest request) {
        String range = request.getHeader("Range");
        return range != null && range.matches("bytes=(\\d{1,18}-\\d{0,18}|-\\d{1,18})") ? range : null;
    }

    /** From the query alone: asking the container for parameters would read a form's body. */
    public static @Nullable String parameter(HttpServletRequest request, String name) {
        String query = request.getQueryString();
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return UriUtils.decode(pair.substring(name.length() + 1), UTF_8);
            }
        }
        return null;
    }
}
