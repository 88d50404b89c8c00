package io.dyff.kube.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A document has fields that its kind does not know, or has them twice, and its sender wants to be told. */
final class Undecodable extends RuntimeException {

    private final transient ObjectNode document;

    Undecodable(ObjectNode document, List<String> findings) {
        super("strict decoding error: " + String.join(", ", findings));
        this.document = document;
    }

    /** For a whole object. */
    ApiError ofObject(ResourceType type) {
        return ApiError.badRequest(type.kind() + " in version \"" + type.version() + "\" cannot be handled as a "
                + type.kind() + ": " + getMessage());
    }

    /** For what a patch made of the object. */
    ApiError ofPatch() {
        return ApiError.invalidPatch(document.toString(), String.valueOf(getMessage()));
    }
}
