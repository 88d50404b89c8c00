package io.dyff.routes.kind.operation;

import com.fasterxml.jackson.core.JsonPointer;
import io.dyff.routes.kind.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the contract, as a row of {@code operations.yaml} describes it. Source: contract/api.md sections 4.4,
 * 5 and 6.
 *
 * @param id {@code <resource>_<name>}, also the name of the route that may take the place of the function's
 * @param method HTTP method
 * @param base what stands before the path, {@code /v0} for all but the health check
 * @param path below the base
 * @param grant what a token must grant, absent when no token is needed
 * @param kind whose entities it reads or makes, absent when it has to do with none
 * @param function name of the route {@code direct:api-<function>} that answers it
 * @param body name of the request's schema, absent without a body; {@link #STREAM} for bytes that nobody reads here
 * @param parameters names in the query
 * @param answer the form of a successful answer
 * @param ids forms of the ids in the path, by parameter; those of entities where it names none
 * @param given fields that the path says, by name: of the entity that is made, or of those that are asked for
 * @param fills names in the query, beyond the contract's, and the place in the request that each fills
 * @param below where in the entity an edit goes, its parameters being ids of the path; absent for the entity itself
 * @param references what a request refers to, when it does not make an entity of the kind
 * @param handler whether a plain handler answers it, so that it needs no route
 * @param served whether this platform offers it
 */
public record Operation(
        String id,
        String method,
        String base,
        PathTemplate path,
        @Nullable Grant grant,
        @Nullable String kind,
        String function,
        @Nullable String body,
        List<String> parameters,
        Answer answer,
        Map<String, IdForm> ids,
        Map<String, String> given,
        Map<String, JsonPointer> fills,
        @Nullable PathTemplate below,
        List<Kind.Reference> references,
        boolean handler,
        boolean served) {
    /** A body that is passed on as it comes. */
    public static final String STREAM = "any";

    public Operation {
        parameters = List.copyOf(parameters);
        ids = Map.copyOf(ids);
        given = Map.copyOf(given);
        fills = Map.copyOf(fills);
        references = List.copyOf(references);
    }

    /** What an id in a path looks like; what looks otherwise is the id of nothing. Source: contract/schema.md section 16.1. */
    public enum IdForm {
        /** 32 hexadecimal digits. */
        entity("[0-9a-f]{32}"),
        /** Accounts are named freely. */
        account("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");

        private final Predicate<String> form;

        IdForm(String form) {
            this.form = Pattern.compile(form).asMatchPredicate();
        }

        /** True when the text can be such an id. */
        public boolean fits(String text) {
            return form.test(text);
        }
    }

    /** The form of the ids that a parameter of the path takes. */
    public IdForm idForm(String parameter) {
        return ids.getOrDefault(parameter, IdForm.entity);
    }

    /**
     * What a token must grant.
     *
     * @param resource on which
     * @param function one of {@link #FUNCTIONS}
     */
    public record Grant(String resource, String function) {
        /** The functions that a grant can name. */
        public static final Set<String> FUNCTIONS =
                Set.of("create", "get", "query", "edit", "data", "consume", "terminate", "delete");

        /** A query is answered with what the caller may see, which may be nothing, instead of being refused. */
        public boolean isQuery() {
            return function.equals("query");
        }
    }

    /** The grant of an operation that needs a token. */
    public Grant requiredGrant() {
        return Optional.ofNullable(grant)
                .orElseThrow(() -> new IllegalStateException(id + " needs no token, so it has no grant"));
    }

    /** The kind of an operation that has to do with entities. */
    public String requiredKind() {
        return Optional.ofNullable(kind)
                .orElseThrow(() -> new IllegalStateException(id + " has to do with no entities"));
    }

    /** The schema of the request; absent when there is no body, or one that is no document. */
    public Optional<String> requestSchema() {
        return Optional.ofNullable(body).filter(schema -> !schema.equals(STREAM));
    }

    /** True when it makes one entity and nothing else, as the function of that name does. */
    public boolean isPlainCreate() {
        return function.equals("create") && id.endsWith("_create") && kind != null;
    }

    /** True when the request's body must not be read before the operation's handler does. */
    public boolean streamsBody() {
        return STREAM.equals(body);
    }

    /** True when it is a stream of documents after an upgrade of the protocol. */
    public boolean isWebSocket() {
        return handler && answer.isSchema();
    }

    /** True when it shows one entity, or its documentation, so that the entity's version is the version of the answer. */
    public boolean hasEntityTag() {
        return isRouted()
                && kind != null
                && method.equals("GET")
                && (function.equals("get") || function.equals("documentation"));
    }

    /** True when it reads entities of its kind, so that their changes can be streamed from the same path. */
    public boolean isWatchable() {
        return isRouted()
                && kind != null
                && method.equals("GET")
                && answer.name().equals(kind)
                && (function.equals("get") || function.equals("query"));
    }

    /** True when Camel serves it: offered, below the versioned prefix, and by a route. */
    public boolean isRouted() {
        return served && !handler && grant != null;
    }
}
