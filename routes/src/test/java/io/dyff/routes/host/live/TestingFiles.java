package io.dyff.routes.host.live;

import io.dyff.routes.json.Rows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Edits of the platform's files, good and bad ones, as an overrides folder receives them. */
final class TestingFiles {
    static final String ENTITY = "- to: direct:api-find-entity\n- bean: { ref: answers, method: entity }";
    static final String STATUS = "- to: direct:api-find-entity\n- bean: { ref: answers, method: status }";

    private final Path folder;

    TestingFiles(Path folder) {
        this.folder = folder;
    }

    static String shipped(String file) {
        return new Rows(file).standard();
    }

    void write(String file, String text) {
        try {
            Files.writeString(folder.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void remove(String file) {
        try {
            Files.deleteIfExists(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text where one passage is another. */
    static String edited(String file, String passage, String other) {
        String text = shipped(file);
        if (!text.contains(passage)) {
            throw new IllegalArgumentException(file + " has no '" + passage + "'");
        }
        return text.replace(passage, other);
    }

    /** The place of a passage, as refusals name it. */
    private static String at(String file, String passage) {
        String text = shipped(file);
        return file + ":" + text.substring(0, text.indexOf(passage) + 1).lines().count() + ":";
    }

    /** A route that answers the reading of a dataset in its own way. */
    static String datasetsGet(int edit, String steps) {
        return """
                - route:
                    id: datasets_get
                    description: Answers a dataset, by edit %d
                    routeConfigurationId: errors-answer
                    from:
                      uri: direct:datasets_get
                      steps:
                %s""".formatted(edit, steps.indent(8));
    }

    /** Labels each entity that is read with the number of the edit. */
    static String selectEntity(int edit) {
        return edited(
                "select-entity.sql",
                "cast(body as text) as body",
                "cast(jsonb_set(body, '{labels}', cast('{\"edit\": \"" + edit + "\"}' as jsonb)) as text) as body");
    }

    /** Says in the envelope of each event which edit produced it. */
    static String eventSink(int edit) {
        return edited(
                "workflow-event-sink.kamelet.yaml",
                "- bean: { ref: envelopeEvent }\n",
                "- bean: { ref: envelopeEvent }\n        - setHeader: { name: ce_source, constant: /edit/" + edit
                        + " }\n");
    }

    /** Offers datasets under one more path. */
    static String operations(int edit) {
        return edited(
                "operations.yaml",
                "      - { id: datasets_label,",
                "      - { id: datasets_live" + edit + ", method: GET, path: \"/datasets/{id}/live" + edit
                        + "\", grant: get, function: get, answer: Dataset }\n      - { id: datasets_label,");
    }

    /** Asks that a dataset's name has as many characters. */
    static String datasetSchema(int characters) {
        return edited(
                "DatasetCreateRequest.schema.json",
                "    \"name\": {\n",
                "    \"name\": {\n      \"minLength\": " + characters + ",\n");
    }

    static String sink(int edit) {
        return edited(
                "sink.camel.yaml",
                "- bean: { ref: collectPoll }\n",
                "- bean: { ref: collectPoll }\n        - log: { loggingLevel: DEBUG, message: edit " + edit + " }\n");
    }

    static String aggregate(int edit) {
        return edited(
                "aggregate.camel.yaml",
                "- bean: { ref: decodeEvent }\n",
                "- log: { loggingLevel: DEBUG, message: edit " + edit + " }\n        - bean: { ref: decodeEvent }\n");
    }

    /**
     * A bad edit.
     *
     * @param named the beginning of what must be said: the file, mostly with its line
     * @param reason what must be said of it
     */
    record Bad(String file, String text, String named, String reason) {}

    /** Bad edits of every sort, by what is wrong with them. */
    static Map<String, Bad> bad() {
        Map<String, Bad> bad = new LinkedHashMap<>();
        String sink = shipped("sink.camel.yaml");
        bad.put("no YAML", new Bad("sink.camel.yaml", sink + "  - [\n", "sink.camel.yaml:", "not YAML"));
        bad.put(
                "half-written",
                new Bad("sink.camel.yaml", sink.substring(0, sink.length() / 2), "sink.camel.yaml", ""));
        bad.put(
                "component that is not on the list",
                new Bad(
                        "storage.camel.yaml",
                        edited("storage.camel.yaml", "- to: direct:api-find-entity", "- to: exec:id"),
                        at("storage.camel.yaml", "- to: direct:api-find-entity"),
                        "component of 'exec:id'"));
        bad.put(
                "bean by its class",
                new Bad(
                        "aggregate.camel.yaml",
                        edited("aggregate.camel.yaml", "{ ref: decodeEvent }", "{ beanType: java.lang.Runtime }"),
                        at("aggregate.camel.yaml", "ref: decodeEvent"),
                        "a bean is named"));
        bad.put(
                "bean of a library",
                new Bad(
                        "storage.camel.yaml",
                        edited("storage.camel.yaml", "ref: logsAnswer,", "ref: dataSource,"),
                        at("storage.camel.yaml", "ref: logsAnswer,"),
                        "is not one of the platform's own"));
        bad.put(
                "needed route that is gone",
                new Bad(
                        "api.camel.yaml",
                        edited("api.camel.yaml", "api-documentation\n", "api-document\n"),
                        "api.camel.yaml",
                        "api-documentation"));
        bad.put(
                "source that is gone",
                new Bad(
                        "sink.camel.yaml",
                        "- route" + sink.split("- route")[2],
                        "sink.camel.yaml",
                        "'sink-entity-state' is missing"));
        bad.put(
                "operation without a check",
                new Bad(
                        "api-more.camel.yaml",
                        datasetsGet(0, "- to: direct:api-read-row\n- bean: { ref: answers, method: entity }")
                                .replace("datasets_get", "models_get"),
                        "api-more.camel.yaml:2",
                        "without a step that checks"));
        bad.put(
                "statement the database does not take",
                new Bad(
                        "select-entity.sql",
                        edited("select-entity.sql", "select id,", "select no,"),
                        at("select-entity.sql", "select id,"),
                        "column \"no\" does not exist"));
        bad.put(
                "kamelet with an unknown option",
                new Bad(
                        "workflow-event-sink.kamelet.yaml",
                        edited("workflow-event-sink.kamelet.yaml", "recordMetadata: true", "recordMeta: true"),
                        "workflow-event-sink.kamelet.yaml",
                        "recordMeta"));
        bad.put(
                "source that does not start",
                new Bad(
                        "aggregate.camel.yaml",
                        edited("aggregate.camel.yaml", "        threads:", "        partitions: 7\n        threads:"),
                        at("aggregate.camel.yaml", "id: aggregate-entity"),
                        "partitions"));
        bad.put(
                "rows that take a restart",
                new Bad("kinds.yaml", shipped("kinds.yaml") + "\n", "kinds.yaml", "with a restart"));
        return bad;
    }
}
