package io.dyff.routes.entity;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.http.problem.FieldError;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rule for paths of uploaded files. Source: contract/schema.md section 2, contract/data/vectors/artifact_paths.json.
 */
public final class ArtifactPath {
    private static final int MAX_BYTES = 900;
    private static final int MAX_SEGMENT_BYTES = 255;
    private static final Pattern FORBIDDEN = Pattern.compile("[\\x00-\\x1f\\x7f#?%<>:\"|*\\\\]");
    private static final Pattern DEVICE = Pattern.compile("(con|prn|aux|nul|com[1-9]|lpt[1-9])(\\..*)?");

    private static final int MD5_BYTES = 16;

    private ArtifactPath() {}

    /**
     * What is wrong with a list of {path, digest}.
     *
     * @param at where the list stands in its document
     */
    static List<FieldError> errors(JsonPointer at, JsonNode files) {
        List<FieldError> errors = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < files.size(); i++) {
            String path = files.get(i).path("path").asText();
            String where = at + "/" + i;
            error(path).ifPresent(e -> errors.add(new FieldError(where + "/path", e)));
            if (!seen.add(path)) {
                errors.add(new FieldError(where + "/path", "stands here twice"));
            }
            JsonNode md5 = files.get(i).at("/digest/md5");
            if (md5.isTextual() && !isMd5(md5.asText())) {
                errors.add(new FieldError(where + "/digest/md5", "must be the base64 text of 16 bytes"));
            }
        }
        return errors;
    }

    private static boolean isMd5(String text) {
        try {
            return Base64.getDecoder().decode(text).length == MD5_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** What is wrong with the path; empty when nothing is. */
    public static Optional<String> error(String path) {
        if (path.getBytes(UTF_8).length > MAX_BYTES) {
            return Optional.of("is longer than " + MAX_BYTES + " bytes");
        }
        if (FORBIDDEN.matcher(path).find()) {
            return Optional.of("holds a control character or one of # ? % < > : \" \\ | *");
        }
        for (String segment : path.split("/", -1)) {
            Optional<String> error = segmentError(segment);
            if (error.isPresent()) {
                return error;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> segmentError(String segment) {
        if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
            return Optional.of("must be relative, without empty, '.' or '..' segments");
        }
        if (segment.endsWith(" ") || segment.endsWith(".")) {
            return Optional.of("has a segment that ends in a blank or a dot");
        }
        if (segment.getBytes(UTF_8).length > MAX_SEGMENT_BYTES) {
            return Optional.of("has a segment longer than " + MAX_SEGMENT_BYTES + " bytes");
        }
        return DEVICE.matcher(segment.toLowerCase(Locale.ROOT)).matches()
                ? Optional.of("has a segment that is a device name")
                : Optional.empty();
    }
}
