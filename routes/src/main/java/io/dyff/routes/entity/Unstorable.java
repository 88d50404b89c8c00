package io.dyff.routes.entity;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.http.problem.FieldError;
import io.dyff.routes.json.Storable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Refuses what later stages could not store: U+0000 and lone surrogates, which jsonb does not take, and numbers that no
 * double holds. Depth is limited where JSON is read.
 */
final class Unstorable {
    private static final BigDecimal MAX = new BigDecimal("1e308");

    private Unstorable() {}

    static List<FieldError> errors(JsonNode document) {
        List<FieldError> errors = new ArrayList<>();
        walk(document, "", errors);
        return errors;
    }

    private static void walk(JsonNode node, String path, List<FieldError> errors) {
        if (node.isTextual()) {
            check(node.asText(), path, errors);
        } else if (node.isNumber() && node.decimalValue().abs().compareTo(MAX) > 0) {
            errors.add(new FieldError(path, "is beyond ±1e308"));
        } else if (node.isObject()) {
            node.properties().forEach(field -> {
                check(field.getKey(), path, errors);
                walk(field.getValue(), path + "/" + NormalForm.escaped(field.getKey()), errors);
            });
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(node.get(i), path + "/" + i, errors);
            }
        }
    }

    private static void check(String text, String path, List<FieldError> errors) {
        if (Storable.isPoison(text)) {
            errors.add(new FieldError(
                    path, text.indexOf(0) < 0 ? "holds a lone surrogate" : "holds the character U+0000"));
        }
    }
}
