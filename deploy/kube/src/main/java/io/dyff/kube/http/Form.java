package io.dyff.kube.http;

import io.dyff.kube.object.ApiError;
import java.util.HashMap;
import java.util.Map;

/** The form in which a client wants objects. */
enum Form {
    OBJECT,
    TABLE,
    METADATA;

    /** The first form of an Accept header that the server can give. */
    static Form accepted(String accept) {
        if (accept.isBlank()) {
            return OBJECT;
        }
        for (String clause : accept.split(",")) {
            String[] parts = clause.trim().split("\\s*;\\s*");
            Map<String, String> parameters = new HashMap<>();
            for (int i = 1; i < parts.length; i++) {
                String[] pair = parts[i].split("=", 2);
                parameters.put(pair[0], pair.length > 1 ? pair[1] : "");
            }
            boolean json =
                    parts[0].equals("application/json") || parts[0].equals("*/*") || parts[0].equals("application/*");
            String as = parameters.getOrDefault("as", "");
            boolean meta = "meta.k8s.io".equals(parameters.get("g"))
                    && parameters.getOrDefault("v", "").equals("v1");
            if (json && as.isEmpty()) {
                return OBJECT;
            } else if (json && meta && as.equals("Table")) {
                return TABLE;
            } else if (json && meta && as.startsWith("PartialObjectMetadata")) {
                return METADATA;
            }
        }
        throw ApiError.notAcceptable("only the following media types are accepted: application/json");
    }
}
