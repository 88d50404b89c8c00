package io.dyff.routes.kind;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.json.Rows;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One kind of entity, as {@code kinds.yaml} describes it. Source: contract/schema.md sections 4, 5 and 17,
 * contract/lifecycle.md section 1.
 *
 * @param name the kind's name on the wire, such as {@code Evaluation}
 * @param resource path segment and name in grants, such as {@code evaluations}
 * @param offered fields of a create request of which this platform offers only some values; none means the field is refused
 * @param references what a create resolves before it becomes an entity
 * @param filters query parameter to the path it compares with
 * @param storage where the kind's files are, absent when it has none
 * @param edits what its users may edit, beside what is edited of every entity
 * @param presets what stands where a create request leaves a place empty
 * @param documentation where its documentation is shown too, absent when only {@code metadata.documentation} shows it
 * @param audience who reads it by the rules of another entity, absent when grants alone say so
 * @param parts what of it is not for everybody who reads it, absent when all is
 * @param evidence what is attested of a success, absent when nothing is
 * @param schemas where Arrow schemas stand that must be some
 * @param pipelines where lists of adapters stand that must make sense
 * @param work what requests an entity makes, absent when it makes none
 * @param put how an entity is replaced by its key, absent for kinds whose entities are created once
 * @param created status a fresh entity has
 * @param success the kind's own word for a good end, absent when it only ends by being stopped
 * @param failure the kind's own word for a bad end
 * @param upload when an entity waits for its user's files
 * @param uploaded status when its files are there; absent means a success, others that they are looked at first
 * @param dependencies paths of ids that must be a success before it is scheduled
 * @param completes paths of ids whose good ends are the entity's own, and whose first bad end is
 * @param running paths of ids of sessions that must be serving before it is scheduled
 * @param idle when an entity needs nothing but its dependencies to be a success
 * @param allocation what a running entity is charged, absent when it is free
 * @param cluster its custom resource, absent when nothing runs
 */
public record Kind(
        String name,
        String resource,
        Map<String, List<String>> offered,
        List<Reference> references,
        Map<String, JsonPointer> filters,
        @Nullable Storage storage,
        List<Edit> edits,
        Map<JsonPointer, JsonNode> presets,
        @Nullable String documentation,
        @Nullable Audience audience,
        Audience.@Nullable Parts parts,
        @Nullable Evidence evidence,
        List<JsonPointer> schemas,
        List<JsonPointer> pipelines,
        @Nullable Work work,
        @Nullable Put put,
        String created,
        @Nullable String success,
        String failure,
        When upload,
        @Nullable String uploaded,
        List<JsonPointer> dependencies,
        List<JsonPointer> completes,
        List<JsonPointer> running,
        When idle,
        @Nullable Allocation allocation,
        @Nullable Cluster cluster) {

    public Kind {
        offered = Map.copyOf(Objects.requireNonNullElse(offered, Map.of()));
        references = List.copyOf(Objects.requireNonNullElse(references, List.of()));
        filters = Map.copyOf(Objects.requireNonNullElse(filters, Map.of()));
        edits = List.copyOf(Objects.requireNonNullElse(edits, List.of()));
        presets = Map.copyOf(Objects.requireNonNullElse(presets, Map.of()));
        schemas = List.copyOf(Objects.requireNonNullElse(schemas, List.of()));
        pipelines = List.copyOf(Objects.requireNonNullElse(pipelines, List.of()));
        created = Objects.requireNonNullElse(created, "Created");
        upload = Objects.requireNonNullElse(upload, When.NEVER);
        uploaded = uploaded == null ? success : uploaded;
        idle = Objects.requireNonNullElse(idle, cluster == null ? When.ALWAYS : When.NEVER);
        dependencies = List.copyOf(Objects.requireNonNullElse(dependencies, List.of()));
        completes = List.copyOf(Objects.requireNonNullElse(completes, List.of()));
        running = List.copyOf(Objects.requireNonNullElse(running, List.of()));
    }

    /** The status words that the row names. */
    List<String> words() {
        Stream<String> own = Stream.of(created, failure);
        Stream<String> progress = cluster == null
                ? Stream.of()
                : cluster.progress().values().stream().map(Progress::status);
        return Stream.of(own, Stream.ofNullable(success), Stream.ofNullable(uploaded), progress)
                .flatMap(word -> word)
                .toList();
    }

    /** True when files that have come are looked at before the entity is a success. */
    public boolean looksAtUploads() {
        return !Objects.equals(uploaded, success);
    }

    /** True for entities of the platform's own: a second request with the same key replaces them; they have no labels. */
    public boolean isPut() {
        return put != null;
    }

    /**
     * How an entity is replaced.
     *
     * @param key fields that make its id
     * @param fields what a later request replaces
     */
    public record Put(List<JsonPointer> key, List<String> fields) {
        public Put {
            key = List.copyOf(Objects.requireNonNullElse(key, List.of()));
            fields = List.copyOf(Objects.requireNonNullElse(fields, List.of()));
        }

        /** What two requests for the same entity have in common. */
        public List<JsonPointer> identity() {
            return Stream.concat(Stream.of("/kind", "/account").map(JsonPointer::compile), key.stream())
                    .toList();
        }
    }

    /** What becomes of the id that a create request holds: it stays, it is replaced by a projection, or a copy goes elsewhere. */
    public enum As {
        id,
        embed,
        copy
    }

    /**
     * An id in a request that names another entity.
     *
     * @param at where the id stands in the request; a star stands for any one name or index
     * @param kind what it must be, absent when the field {@code kind} beside the id says it, or it may be several
     * @param among what it may be where one kind is not enough
     * @param as what becomes of it
     * @param to where the copy goes, for {@link As#copy}
     * @param fields the projection's exact fields
     * @param grant the function that the caller needs on it
     * @param alias whether {@code family@tag} may stand for the id
     * @param must what must hold for the entity, absent when any will do
     * @param lift fields of the new entity that are taken from places in this one
     * @param view what the request may name of the entity by its own id, absent when it names nothing
     * @param late whether another reference puts the id there, so that it is resolved after that one
     * @param image where the address of its image goes, which it must have been finished for; absent when none is needed
     * @param describe key under which the new entity's {@code data} tells programs of it, absent when it does not
     * @param ended whether it must have come to its end, a good one or not; else it must not have come to a bad one
     * @param same places where both must hold the same
     */
    public record Reference(
            JsonPointer at,
            @Nullable String kind,
            List<String> among,
            As as,
            @Nullable JsonPointer to,
            List<String> fields,
            String grant,
            boolean alias,
            @Nullable When must,
            Map<String, JsonPointer> lift,
            @Nullable View view,
            boolean late,
            @Nullable JsonPointer image,
            @Nullable String describe,
            boolean ended,
            List<JsonPointer> same) {
        public Reference {
            same = List.copyOf(Objects.requireNonNullElse(same, List.of()));
            among = List.copyOf(Objects.requireNonNullElse(among, List.of()));
            fields = List.copyOf(Objects.requireNonNullElse(fields, List.of()));
            lift = Map.copyOf(Objects.requireNonNullElse(lift, Map.of()));
            grant = Objects.requireNonNullElse(grant, "consume");
        }
    }

    /**
     * An id that means a part of a referenced entity, and is replaced by it.
     *
     * @param at where the request may name it
     * @param among the list of them in the entity
     */
    public record View(JsonPointer at, JsonPointer among) {}

    /**
     * Where an entity's files are.
     *
     * @param area the storage area, whose URL is {@code dyff.resources.<area>.storage.url}
     * @param artifacts where the entity declares its files, absent when programs write them
     * @param images whether users push images into the registry instead of declaring files
     * @param below the folder that downloads list, empty for all
     * @param log the file that is the entity's log, absent when it keeps none
     * @param results what programs leave beside the output: kind of result to the name of its list, which is that of its
     *     file too
     */
    public record Storage(
            String area,
            @Nullable JsonPointer artifacts,
            boolean images,
            String below,
            @Nullable String log,
            Map<String, String> results) {
        public Storage {
            results = Map.copyOf(Objects.requireNonNullElse(results, Map.of()));
            below = Objects.requireNonNullElse(below, "");
        }
    }

    /**
     * What is attested of an entity beside its results and itself.
     *
     * @param type predicate type of the statement
     * @param of name in the statement to what of another entity stands there
     * @param inputs where ids of those stand that it was computed from; what is attested of them is named
     */
    public record Evidence(String type, Map<String, Part> of, List<JsonPointer> inputs) {
        public Evidence {
            inputs = List.copyOf(Objects.requireNonNullElse(inputs, List.of()));
            of = Map.copyOf(Objects.requireNonNullElse(of, Map.of()));
        }

        /**
         * Some fields of an entity.
         *
         * @param at where its id stands; nothing is attested of one that is not named
         */
        public record Part(JsonPointer at, List<String> fields) {}
    }

    /**
     * What an entity has to do: a request to a service for each row.
     *
     * @param rows where the id stands of what it asks about row by row
     * @param of the kind of that
     * @param found its file that says how many rows there are, and shows the first
     * @param times numbers that multiply the rows
     * @param workers numbers whose product is how many requests are under way at once, with what stands for absent ones
     * @param client where the pipeline stands that rows go through first
     * @param service where the interface of the service stands
     * @param session where the id stands of a session that serves already, if it does
     */
    public record Work(
            JsonPointer rows,
            String of,
            String found,
            List<JsonPointer> times,
            Map<JsonPointer, Integer> workers,
            JsonPointer client,
            JsonPointer service,
            JsonPointer session) {
        public Work {
            times = List.copyOf(Objects.requireNonNullElse(times, List.of()));
            workers = Map.copyOf(Objects.requireNonNullElse(workers, Map.of()));
        }
    }

    /** A property of some entities of a kind: none, all, or those where a field has a value. */
    public record When(@Nullable JsonPointer at, @Nullable String is, boolean always) {
        public static final When NEVER = new When(null, null, false);
        public static final When ALWAYS = new When(null, null, true);

        @JsonCreator
        static When of(JsonNode node) {
            if (node.isTextual()) {
                Rows.check(
                        Set.of("always", "never").contains(node.asText()),
                        "'" + node.asText() + "' is not always or never");
                return node.asText().equals("always") ? ALWAYS : NEVER;
            }
            Rows.check(node.has("at") && node.has("is"), "a condition has a field 'at' and its value 'is'");
            return new When(
                    JsonPointer.compile(node.path("at").asText()),
                    node.path("is").asText(),
                    false);
        }

        /** True when the property holds for this entity. */
        public boolean appliesTo(JsonNode entity) {
            return always || (at != null && entity.at(at).asText().equals(is));
        }
    }

    /**
     * What a running entity is charged. Source: contract/schema.md section 17.
     *
     * @param base quantities when no accelerator is asked for
     * @param reference a field that, when set, makes the entity cost one slot only
     * @param accelerator what takes the place of the base, absent when the kind has none
     * @param exempt where an entity lists the quotas that do not count for it, absent when it cannot
     */
    public record Allocation(
            Map<String, String> base,
            @Nullable JsonPointer reference,
            @Nullable Accelerator accelerator,
            @Nullable JsonPointer exempt) {}

    /**
     * Hardware that an entity may ask for.
     *
     * @param when it does
     * @param types where the hardware types are listed; each is charged in full
     * @param times counts whose product is charged, those that are not there being 1
     */
    public record Accelerator(When when, JsonPointer types, List<JsonPointer> times) {
        public Accelerator {
            times = List.copyOf(Objects.requireNonNullElse(times, List.of()));
        }
    }

    /**
     * The kind's custom resource.
     *
     * @param kind its Kubernetes kind
     * @param plural its resource name
     * @param short_ prefix of its name, {@code <short>-<id>}
     * @param form of its spec, a name among the manifests
     * @param progress condition types that are reported before the end
     * @param parts what the names of the custom resources end in that the operator makes for it, {@code <short>-<id>-<part>}
     */
    public record Cluster(
            String kind,
            String plural,

            @com.fasterxml.jackson.annotation.JsonProperty("short")
            String short_,

            String form,
            Map<String, Progress> progress,
            List<String> parts) {
        public Cluster {
            parts = List.copyOf(Objects.requireNonNullElse(parts, List.of()));
            progress = Map.copyOf(Objects.requireNonNullElse(progress, Map.of()));
        }
    }

    /** Status and reason that a true condition stands for while work goes on. */
    public record Progress(String status, @Nullable String reason) {}
}
