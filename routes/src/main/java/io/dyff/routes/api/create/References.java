package io.dyff.routes.api.create;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.api.EntityRow;
import io.dyff.routes.api.registry.ArtifactImages;
import io.dyff.routes.entity.Projection;
import io.dyff.routes.http.problem.FieldError;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.http.security.Authority;
import io.dyff.routes.json.Places;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.Statuses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** What a request refers to. */
public final class References {
    private final Kinds kinds;
    private final Descriptions descriptions;
    private final ArtifactImages images;

    public References(Kinds kinds, Descriptions descriptions, ArtifactImages images) {
        this.kinds = kinds;
        this.descriptions = descriptions;
        this.images = images;
    }

    /**
     * Gathers the ids that the request refers to, and has them read. What has not the form of a reference refers to nothing
     * and is not asked for. The variable {@code referringOn} tells whether there will be late ones.
     */
    public void collect(@Variable("call") ApiCall call, @Variable("request") JsonNode request) {
        List<Kind.Reference> first = rules(call, false);
        ask(call, texts(first, request));
        call.set("referringOn", first.size() < call.references().size());
    }

    /** Gathers the late ones in the same way: the ids that the first have brought into the request. */
    public void collectLate(@Variable("call") ApiCall call, @Variable("request") JsonNode request) {
        ask(call, texts(rules(call, true), request));
    }

    /**
     * Replaces each reference in the request by what it stands for. Missing and not visible are the same 404; an entity
     * that ended without success, or not yet where it must have, is a 409; one that is visible but may not be used so a 403; one that does not fit the
     * request a 422. All of them are checked in this order before anything is replaced.
     */
    public void resolve(
            @Variable("call") ApiCall call,
            @Variable("request") ObjectNode request,
            @Variable("referenceRows") @Nullable List<Map<String, Object>> rows) {
        Found found = Found.of(rows, kinds, call.caller());
        call.set("referenced", resolve(rules(call, false), request, found, call.caller()));
    }

    /** Replaces the late ones in the same way. */
    public void resolveLate(
            @Variable("call") ApiCall call,
            @Variable("request") ObjectNode request,
            @Variable("referenceRows") @Nullable List<Map<String, Object>> rows) {
        resolve(rules(call, true), request, Found.of(rows, kinds, call.caller()), call.caller());
    }

    private static List<Kind.Reference> rules(ApiCall call, boolean late) {
        return call.references().stream().filter(rule -> rule.late() == late).toList();
    }

    /** The references that the rules find in a request. */
    public Stream<String> texts(List<Kind.Reference> rules, JsonNode request) {
        return references(rules, request).stream().map(Reference::text).filter(Found::isReference);
    }

    /**
     * Has the route {@code api-read-referenced} read what references name: a single id is the variable {@code referenceId};
     * several, or one with a tag, are the PostgreSQL array {@code referenceIds}. Neither is set when there are none.
     */
    public static void ask(ApiCall call, Stream<String> references) {
        List<String> asked =
                references.filter(text -> !text.isEmpty()).distinct().toList();
        boolean plain = asked.size() == 1 && asked.getFirst().indexOf('@') < 0;
        call.set("referenceId", plain ? asked.getFirst() : null);
        call.set("referenceIds", plain || asked.isEmpty() ? null : "{" + String.join(",", asked) + "}");
    }

    /**
     * Replaces each reference in a request, on somebody's authority.
     *
     * @return what was referred to, in the order of the rules
     */
    public List<EntityRow> resolve(List<Kind.Reference> rules, ObjectNode request, Found found, Authority authority) {
        List<Reference> references = references(rules, request);
        List<EntityRow> usable = new ArrayList<>();
        references.forEach(reference -> usable.add(usable(reference, found, authority)));
        for (int i = 0; i < usable.size(); i++) {
            put(request, references.get(i), usable.get(i));
        }
        for (int i = 0; i < usable.size(); i++) {
            requireSame(request, references.get(i), usable.get(i));
        }
        return usable;
    }

    /** The references that are there, each at its own place. */
    private static List<Reference> references(List<Kind.Reference> rules, JsonNode request) {
        List<Reference> references = new ArrayList<>();
        for (Kind.Reference rule : rules) {
            for (JsonPointer at : Places.in(request, rule.at())) {
                if (!request.at(at).isNull()) {
                    String named = request.at(at.head()).path("kind").asText();
                    String kind = Optional.ofNullable(rule.kind()).orElse(named);
                    references.add(new Reference(
                            rule,
                            at,
                            rule.among().isEmpty() ? List.of(kind) : rule.among(),
                            request.at(at).asText(),
                            view(rule, request)));
                }
            }
        }
        return references;
    }

    private static @Nullable String view(Kind.Reference rule, JsonNode request) {
        return rule.view() == null ? null : request.at(rule.view().at()).textValue();
    }

    private EntityRow usable(Reference reference, Found found, Authority caller) {
        Optional<EntityRow> row = found.row(reference.text(), reference.rule().alias())
                .filter(r -> reference.kinds().contains(r.kind())
                        && kinds.find(r.kind()).isPresent());
        String resource = row.map(r -> kinds.get(r.kind()).resource()).orElse("");
        boolean usable = row.filter(r -> caller.may(resource, reference.rule().grant(), r.account(), r.id()))
                .isPresent();
        if (!usable
                && row.filter(r -> caller.sees(resource, r.account(), r.id())).isEmpty()) {
            throw reference.problem(404, "not found");
        }
        EntityRow entity = row.orElseThrow();
        requireEnd(reference, entity);
        if (!usable) {
            throw reference.problem(
                    403,
                    "may not be used: the token grants no " + reference.rule().grant() + " on it");
        }
        if (reference.rule().image() != null) {
            requireFinished(reference, entity);
        }
        Kind.When must = reference.rule().must();
        if (must != null && !must.appliesTo(entity.body())) {
            throw reference.problem(422, "does not fit: its " + must.at() + " is not " + must.is());
        }
        Kind.View view = reference.rule().view();
        if (view != null && reference.view() != null && reference.viewIn(entity).isEmpty()) {
            throw reference.problem(view.at(), 404, "has no view " + reference.view());
        }
        return entity;
    }

    private static void requireEnd(Reference reference, EntityRow entity) {
        boolean isAtEnd = Statuses.isTerminal(entity.status());
        if (reference.rule().ended() ? !isAtEnd : isAtEnd && !Statuses.isSuccess(entity.status())) {
            String reason = entity.reason() == null ? "" : " (" + entity.reason() + ")";
            String must = reference.rule().ended() ? "; it must have ended" : "";
            throw reference.problem(409, "is " + entity.status() + reason + must);
        }
    }

    /** What is absent, null or empty is the same. */
    private static void requireSame(ObjectNode request, Reference reference, EntityRow entity) {
        for (JsonPointer place : reference.rule().same()) {
            JsonNode here = request.at(place);
            JsonNode there = entity.body().at(place);
            if (!here.equals(there) && !(isNothing(here) && isNothing(there))) {
                throw reference.problem(place, 422, "has another " + place);
            }
        }
    }

    private static boolean isNothing(JsonNode node) {
        return node.isMissingNode() || node.isNull() || (node.isContainerNode() && node.isEmpty());
    }

    /** What runs is an image, and not one to come: it is named by its digest. */
    private void requireFinished(Reference reference, EntityRow entity) {
        if (!Statuses.isSuccess(entity.status())) {
            throw reference.problem(409, "is " + entity.status() + "; its image must be finished first");
        }
        images.hindrance().ifPresent(why -> {
            throw reference.problem(422, why);
        });
    }

    private void put(ObjectNode request, Reference reference, EntityRow row) {
        Kind.Reference rule = reference.rule();
        switch (rule.as()) {
            // The entity keeps the id, never the alias: what the tag means tomorrow is not what was asked for today.
            case id -> set(request, reference.at(), TextNode.valueOf(row.id()));
            case embed -> set(request, reference.at(), Projection.fields(row.body(), rule.fields()));
            case copy -> {
                JsonPointer to = rule.to();
                if (to == null) {
                    throw new IllegalStateException("kinds.yaml: the copy of " + rule.at() + " has no 'to'");
                }
                set(request, to, Projection.fields(row.body(), rule.fields()));
            }
        }
        rule.lift().forEach((field, from) -> {
            JsonNode value = row.body().at(from);
            if (!value.isMissingNode() && !value.isNull()) {
                request.set(field, value.deepCopy());
            }
        });
        JsonPointer image = rule.image();
        if (image != null) {
            set(request, image, images.of(row).orElseThrow(() -> reference.problem(422, "has no image called latest")));
        }
        if (rule.view() != null) {
            JsonPointer at = rule.view().at();
            reference.viewIn(row).ifPresent(view -> set(request, at, view.deepCopy()));
        }
        if (rule.describe() != null) {
            descriptions.add(request, rule.describe(), row);
        }
    }

    private static void set(ObjectNode request, JsonPointer at, JsonNode value) {
        switch (request.at(at.head())) {
            case ObjectNode parent -> parent.set(at.last().getMatchingProperty(), value);
            case ArrayNode list -> list.set(at.last().getMatchingIndex(), value);
            default -> throw new IllegalStateException("there is nothing around " + at);
        }
    }

    /**
     * One reference of a request.
     *
     * @param at its place
     * @param kinds what it may be
     * @param text an id or an alias
     * @param view the id of the view that is named with it, absent when none is
     */
    private record Reference(
            Kind.Reference rule,
            JsonPointer at,
            List<String> kinds,
            String text,
            @Nullable String view) {

        Optional<JsonNode> viewIn(EntityRow row) {
            return rule.view() == null
                    ? Optional.empty()
                    : row.body()
                            .at(rule.view().among())
                            .valueStream()
                            .filter(one -> one.path("id").asText().equals(view))
                            .findFirst();
        }

        RuntimeException problem(int status, String what) {
            return problem(at, status, what);
        }

        RuntimeException problem(JsonPointer at, int status, String what) {
            String message = "referenced " + String.join(" or ", kinds) + " " + text + " " + what;
            FieldError error = new FieldError(at.toString(), message);
            Problem problem = new Problem(status, message, List.of(error), Map.of());
            return (status == 403 ? problem.with("WWW-Authenticate", "Bearer") : problem).exception();
        }
    }
}
