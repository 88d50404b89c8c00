package io.dyff.routes.api;

import org.jspecify.annotations.Nullable;

/**
 * What can be done with a resource: method, path below the resource, and the function that a grant must name. Operation
 * ids are {@code <resource>_<name of the constant>}. Source: contract/api.md sections 4.4 and 6.
 */
public enum ApiFunction {
    create("POST", "", "create", Body.CREATE_REQUEST),
    query("GET", "", "query", null),
    get("GET", "/{id}", "get", null),
    label("PATCH", "/{id}/labels", "edit", "LabelsEditRequest"),
    delete("PUT", "/{id}/delete", "delete", null),
    /** The verb that one server declares while its client sends the other one. */
    deletePost("POST", "/{id}/delete", "delete", null),
    documentation("GET", "/{id}/documentation", "get", null),
    editDocumentation("PATCH", "/{id}/documentation", "edit", "DocumentationEditRequest"),
    downlinks("GET", "/{id}/downlinks", "data", null),
    logs("GET", "/{id}/logs", "data", null),
    upload("GET", "/{id}/upload/{artifactPath}", "create", null),
    finalize("POST", "/{id}/finalize", "create", null),
    terminate("PUT", "/{id}/terminate", "terminate", null),
    ready("GET", "/{id}/ready", "get", null),
    readyPost("POST", "/{id}/ready", "get", null),
    token("GET", "/{id}/token", "get", null),
    createToken("POST", "/{id}/token", "get", "InferenceSessionTokenCreateRequest"),
    infer("POST", "/{id}/infer/{endpoint}", "consume", null);

    private final String method;
    private final String path;
    private final String grant;
    private final @Nullable String body;

    ApiFunction(String method, String path, String grant, @Nullable String body) {
        this.method = method;
        this.path = path;
        this.grant = grant;
        this.body = body;
    }

    public String method() {
        return method;
    }

    /** Path below {@code /v0/<resource>}; a last parameter of upload and infer takes all the rest, slashes included. */
    public String path() {
        return path;
    }

    /** The function a grant must name. */
    public String grant() {
        return grant;
    }

    /** Name of the request body's schema; null when there is no body. {@link Body#CREATE_REQUEST} stands for the kind's. */
    public @Nullable String body() {
        return body;
    }

    /** True for what bytes go through: a plain handler serves it, no route. */
    public boolean isBytes() {
        return this == infer;
    }

    /** Placeholders of body names. */
    public static final class Body {
        public static final String CREATE_REQUEST = "{create}";

        private Body() {}
    }
}
