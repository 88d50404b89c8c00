package io.dyff.routes.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.json.Rows;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All kinds of the platform, read once from {@code kinds.yaml}; the order is the file's. */
public final class Kinds {
    private static final Rows FILE = new Rows("kinds.yaml");
    private final List<Edit> edits;
    private final Set<String> names = new HashSet<>();
    private final Map<String, Kind> byName = new LinkedHashMap<>();
    private final Map<String, Kind> byResource = new LinkedHashMap<>();
    private final Map<String, List<Edit>> editsByKind = new HashMap<>();

    private Kinds(String yaml) {
        Document document = FILE.document(yaml, Document.class);
        edits = List.copyOf(document.edits());
        document.kinds().forEach(row -> names.add(row.path("name").asText()));
        for (JsonNode row : document.kinds()) {
            Kind kind = FILE.row(byName.size() + 1, "name", row, Kind.class, this::checked);
            byName.put(kind.name(), kind);
            byResource.put(kind.resource(), kind);
            editsByKind.put(
                    kind.name(),
                    Stream.concat(edits.stream(), kind.edits().stream()).toList());
        }
    }

    /** Reads the file; a row with an unknown word or a dangling reference is refused, with file, row and reason. */
    public static Kinds read(String yaml) {
        return new Kinds(yaml);
    }

    /** Reads the file as it stands in the jar. */
    public static Kinds standard() {
        return read(FILE.standard());
    }

    /** The kind whose images the registry keeps under this resource. */
    public Optional<Kind> withImages(String resource) {
        return Optional.ofNullable(byResource.get(resource))
                .filter(kind -> kind.storage() != null && kind.storage().images());
    }

    /** What events may change of every entity. */
    public List<Edit> edits() {
        return edits;
    }

    /** What events may change of an entity of that kind; of an unknown kind, what they may of every entity. */
    public List<Edit> edits(String kind) {
        return editsByKind.getOrDefault(kind, edits);
    }

    /** Places that an edit replaces whole, of all kinds. */
    public Set<String> atomic() {
        return Stream.concat(edits.stream(), byName.values().stream().flatMap(kind -> kind.edits().stream()))
                .flatMap(edit -> edit.atomic().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    public Collection<Kind> all() {
        return List.copyOf(byName.values());
    }

    public Optional<Kind> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The kind of that name; an unknown one is the caller's mistake. */
    public Kind get(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("unknown kind " + name));
    }

    /** The kind served under that path segment. */
    public Kind ofResource(String resource) {
        Kind kind = byResource.get(resource);
        if (kind == null) {
            throw new IllegalArgumentException("unknown resource " + resource);
        }
        return kind;
    }

    private Kind checked(Kind kind) {
        Rows.check(!byName.containsKey(kind.name()), "another row has this name");
        Rows.check(!byResource.containsKey(kind.resource()), "another row has the resource " + kind.resource());
        kind.references().stream()
                .flatMap(r -> Stream.concat(Stream.ofNullable(r.kind()), r.among().stream()))
                .forEach(name -> Rows.check(names.contains(name), "no row is of the kind " + name));
        Stream.concat(
                        Stream.ofNullable(kind.audience()).map(Audience::party),
                        Stream.ofNullable(kind.parts()).map(Audience.Parts::party))
                .forEach(name -> Rows.check(names.contains(name), "no row is of the kind " + name));
        kind.words().forEach(word -> Rows.check(Statuses.rank(word).isPresent(), "'" + word + "' is no status"));
        Rows.check(
                kind.success() == null || Statuses.isSuccess(kind.success()),
                kind.success() + " is no status of a success");
        Rows.check(
                Statuses.isTerminal(kind.failure()) && !Statuses.isSuccess(kind.failure()),
                kind.failure() + " is no status of a failure");
        byName.values().forEach(other -> checkBeside(kind.cluster(), other));
        return kind;
    }

    /** Kinds may share a custom resource; the prefix of its name tells whose an object is. */
    private static void checkBeside(Kind.@Nullable Cluster cluster, Kind other) {
        Kind.Cluster theirs = other.cluster();
        if (cluster != null && theirs != null) {
            Rows.check(
                    cluster.kind().equals(theirs.kind()) == cluster.plural().equals(theirs.plural()),
                    "the plural of one resource is another for " + other.name());
            Rows.check(!cluster.short_().equals(theirs.short_()), other.name() + " has the prefix " + cluster.short_());
        }
    }

    private record Document(List<Edit> edits, List<JsonNode> kinds) {}
}
