package io.dyff.routes.api.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Json;

/**
 * Ends a request to the registry with an error of the OCI distribution specification.
 *
 * <p>Source of the codes: OCI distribution specification 1.1, "Error Codes".
 */
final class RegistryException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String code;
    private final String detail;

    /** @param code such as {@code BLOB_UNKNOWN} */
    RegistryException(int status, String code, String detail) {
        // No stack trace: this is an answer, not a fault.
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.detail = detail;
    }

    /** The same for what is not there and for what the caller may not see. */
    static RegistryException unknownName() {
        return new RegistryException(404, "NAME_UNKNOWN", "there is no such artifact");
    }

    static RegistryException badDigest(String detail) {
        return new RegistryException(400, "DIGEST_INVALID", detail);
    }

    int status() {
        return status;
    }

    byte[] body() {
        ObjectNode body = Json.object();
        body.putArray("errors").addObject().put("code", code).put("message", detail);
        return Json.bytes(body);
    }
}
