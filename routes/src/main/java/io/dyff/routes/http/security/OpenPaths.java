package io.dyff.routes.http.security;

import io.dyff.routes.http.ContractPaths;
import java.util.stream.Stream;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The paths that need no bearer token, all of them: each says or checks by itself why it may. */
final class OpenPaths {
    /** Says only that the process answers. */
    static final String HEALTH = "/health";
    /** For the kubelet and Prometheus; the pod's network policy limits who reaches it. */
    static final String ACTUATOR = "/actuator/**";
    /** The contract, which is public. */
    static final String DOCUMENT = "/v0/openapi.json";
    /** The contract as a page, with the files of its viewer and no others. */
    static final String REFERENCE = "/v0/docs";

    static final String REFERENCE_FILES = "/v0/docs/*";
    /** Carries its own signature over method, path, size, digest and time. */
    static final String SIGNED_OBJECTS = "/objects/**";

    /** Who is shown an attestation need not have an account here. */
    static final String ATTESTATION_KEYS = ContractPaths.ATTESTATION_KEYS;

    private OpenPaths() {}

    /** By their paths alone: asking the dispatcher who handles the request would cost a second look at all mappings. */
    static RequestMatcher[] all() {
        return Stream.of(HEALTH, ACTUATOR, DOCUMENT, REFERENCE, REFERENCE_FILES, SIGNED_OBJECTS, ATTESTATION_KEYS)
                .map(PathPatternRequestMatcher.withDefaults()::matcher)
                .toArray(RequestMatcher[]::new);
    }
}
