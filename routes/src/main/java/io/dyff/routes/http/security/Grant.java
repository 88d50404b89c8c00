package io.dyff.routes.http.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Functions on resources, for whole accounts or single entities. Grants add up; parts of different grants never combine.
 * Source: contract/api.md section 4.
 *
 * @param resources path segments such as {@code datasets}, or {@code *}
 * @param functions such as {@code get}, or {@code *}
 * @param accounts owners whose entities are meant, or {@code *}; may be empty
 * @param entities ids that are meant, or {@code *}; may be empty
 */
public record Grant(Set<String> resources, Set<String> functions, Set<String> accounts, Set<String> entities) {
    private static final String ANY = "*";
    /** Words of older keys and what they mean today. */
    private static final Map<String, String> FORMER = Map.of("download", "data", "upload", "create", "strata", "data");

    public Grant {
        resources = inOrder(resources);
        functions = inOrder(functions);
        accounts = inOrder(accounts);
        entities = inOrder(entities);
    }

    /** Reads the wire form; absent lists are empty. */
    public static Grant of(JsonNode node) {
        return new Grant(
                texts(node.path("resources")),
                texts(node.path("functions")),
                texts(node.path("accounts")),
                texts(node.path("entities")));
    }

    /** Reads an array of them. */
    public static List<Grant> listOf(JsonNode array) {
        List<Grant> grants = new ArrayList<>();
        array.forEach(grant -> grants.add(of(grant)));
        return List.copyOf(grants);
    }

    /** The wire form of several. */
    public static ArrayNode toJson(List<Grant> grants) {
        ArrayNode array = Json.mapper().createArrayNode();
        grants.forEach(grant -> array.add(grant.toJson()));
        return array;
    }

    /** The first of the wanted grants that no single one of the held grants allows; empty when all are within them. */
    public static Optional<Grant> beyond(List<Grant> held, List<Grant> wanted) {
        return wanted.stream()
                .filter(want -> held.stream().noneMatch(have -> have.allows(want)))
                .findFirst();
    }

    /** The wire form, with all four lists written out in the order in which they were given. */
    public ObjectNode toJson() {
        ObjectNode node = Json.object();
        write(node.putArray("resources"), resources);
        write(node.putArray("functions"), functions);
        write(node.putArray("accounts"), accounts);
        write(node.putArray("entities"), entities);
        return node;
    }

    /** True when it gives every function on every entity. */
    public boolean isEverything() {
        return resources.contains(ANY) && functions.contains(ANY) && (accounts.contains(ANY) || entities.contains(ANY));
    }

    /** True when it names the resource and the function, for whatever owner. */
    public boolean names(String resource, String function) {
        return covers(resources, resource)
                && (covers(functions, function) || covers(presentFunctions(), function))
                && !(accounts.isEmpty() && entities.isEmpty());
    }

    /** True when it names the resource, with whatever function. */
    public boolean names(String resource) {
        return covers(resources, resource) && !(accounts.isEmpty() && entities.isEmpty());
    }

    /** True when the entity is one of those it means. */
    public boolean means(String account, String id) {
        return covers(accounts, account) || covers(entities, id);
    }

    /** True when the entity is named by its id. */
    public boolean meansById(String id) {
        return covers(entities, id);
    }

    /** True when everything the other grant gives is given by this one. An empty list of the other always fits. */
    public boolean allows(Grant other) {
        return coversAll(resources, other.resources)
                && coversAll(functions, other.functions)
                && coversAll(accounts, other.accounts)
                && coversAll(entities, other.entities);
    }

    private Set<String> presentFunctions() {
        Set<String> present = new LinkedHashSet<>();
        functions.forEach(f -> present.add(FORMER.getOrDefault(f, f)));
        return present;
    }

    private static boolean covers(Set<String> granted, String wanted) {
        return granted.contains(ANY) || granted.contains(wanted);
    }

    private static boolean coversAll(Set<String> granted, Set<String> wanted) {
        return granted.contains(ANY) || granted.containsAll(wanted);
    }

    private static Set<String> inOrder(Set<String> texts) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(texts));
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new LinkedHashSet<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static void write(ArrayNode array, Collection<String> texts) {
        texts.forEach(array::add);
    }
}
