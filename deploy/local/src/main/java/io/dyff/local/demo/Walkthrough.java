package io.dyff.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.local.client.ApiClient;
import io.dyff.local.client.Deadline;
import io.dyff.local.instance.Examples;
import io.dyff.local.instance.LocalException;
import io.dyff.local.observe.RowReader;
import io.dyff.local.observe.RowReader.Row;
import io.dyff.local.observe.TopicReader;
import io.dyff.local.observe.TopicReader.Entry;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The eleven steps of one evaluation, each observed at the part where it leaves its trace. */
final class Walkthrough {
    private final Parts parts;
    private final Deadline deadline;
    private final Story story;

    /** Where evidence is read. */
    record Parts(
            String endpoint, String token, ApiClient api, TopicReader topics, RowReader rows, ClusterReader cluster) {}

    /** What came out of it. */
    record Outcome(String evaluation, List<Path> files) {}

    Walkthrough(Parts parts, Deadline deadline, Story story) {
        this.parts = parts;
        this.deadline = deadline;
        this.story = story;
    }

    Outcome run(ObjectNode request, Examples materials, Path downloads) throws InterruptedException {
        story.begin();
        call(materials);
        long before = refused(request);
        long begin = System.nanoTime();
        JsonNode created = parts.api().create("evaluations", request);
        answered(created, (System.nanoTime() - begin) / 1_000_000);
        permitted(before);
        String id = created.path("id").asText();
        Entry event = createEvent(id);
        stored(id, event);
        row(id);
        Entry admitted = admitted(id);
        folded(id, admitted);
        Row last = operated(id);
        reported(id, last);
        return complete(id, downloads);
    }

    private void call(Examples materials) {
        story.tell(
                1,
                "a client with nothing but an endpoint and a token calls the API",
                evidence()
                        .and("endpoint", parts.endpoint())
                        .and("token id", claim("jti"))
                        .and("dataset", materials.dataset())
                        .and("service", materials.service())
                        .map());
    }

    private void answered(JsonNode created, long millis) {
        story.tell(
                2,
                "POST /v0/evaluations answered the whole entity",
                evidence()
                        .and("id", created.path("id").asText())
                        .and("status", created.path("status").asText())
                        .and("fields", created.size())
                        .and("ms", millis)
                        .map());
    }

    /** The same request without a token; answers how many events there were before any request that counts. */
    private long refused(ObjectNode request) throws InterruptedException {
        long before = parts.topics().eventsEnd();
        try (ApiClient nobody = new ApiClient(parts.endpoint(), null)) {
            int status = nobody.post("/evaluations", request).status();
            long after = parts.topics().eventsEnd();
            if (status != 401 || after != before) {
                throw LocalException.failed("a request without a token answered " + status + " and left "
                        + (after - before) + " events: it must answer 401 and leave none");
            }
        }
        return before;
    }

    private void permitted(long before) {
        story.tell(
                3,
                "the bearer's grants were checked; the same request without a token answered 401 and left no event",
                evidence()
                        .and("grants", claim("grants"))
                        .and("events before", before)
                        .map());
    }

    private Entry createEvent(String id) throws InterruptedException {
        Entry event = deadline.await(
                "a Create event of " + id,
                () -> parts.topics()
                        .find(TopicReader.EVENTS, id, e -> e.header("ce_type").equals("io.dyff.entity.created")));
        story.tell(
                4,
                "Create event on " + TopicReader.EVENTS,
                evidence()
                        .and("at", event.place())
                        .and("key", event.key())
                        .and("ce_type", event.header("ce_type"))
                        .and("ce_source", event.header("ce_source"))
                        .and("ce_id", event.header("ce_id"))
                        .map());
        return event;
    }

    private void stored(String id, Entry event) throws InterruptedException {
        Entry state = deadline.await(
                "a state record of " + id, () -> parts.topics().find(TopicReader.STATE, id, e -> e.says("id", id)));
        require(
                state.header("dyff_event_offset").equals(Long.toString(event.offset())),
                "the state record names event offset " + state.header("dyff_event_offset") + ", the event stands at "
                        + event.offset());
        story.tell(
                5,
                "whole entity on " + TopicReader.STATE,
                evidence()
                        .and("at", state.place())
                        .and("folded up to event offset", state.header("dyff_event_offset"))
                        .and("cleanup.policy", parts.topics().cleanupPolicy(TopicReader.STATE))
                        .map());
    }

    private void row(String id) throws InterruptedException {
        Row row = deadline.await("a row of " + id, () -> parts.rows().row(id));
        String status = parts.api().entity("evaluations", id).path("status").asText();
        story.tell(
                6,
                "row in PostgreSQL, and GET answers it",
                evidence()
                        .and("version", row.version())
                        .and("row", row.status())
                        .and("GET", status)
                        .map());
    }

    private Entry admitted(String id) throws InterruptedException {
        GenericKubernetesResource resource = deadline.await(
                "a custom resource eval-" + id, () -> parts.cluster().evaluation("eval-" + id));
        Entry event = deadline.await(
                "an Admitted event of " + id,
                () -> parts.topics()
                        .find(
                                TopicReader.EVENTS,
                                id,
                                e -> e.says("status", "Admitted") && !e.value().hasNonNull("reason")));
        String uid = resource.getMetadata().getUid();
        require(
                event.header("dyff_kube_uid").equals(uid),
                "the Admitted event names uid " + event.header("dyff_kube_uid") + ", the custom resource has " + uid);
        story.tell(
                7,
                "the orchestrator created the custom resource and said Admitted",
                evidence()
                        .and("resource", "Evaluation/" + resource.getMetadata().getName())
                        .and("uid", uid)
                        .and("event at", event.place())
                        .and("ce_source", event.header("ce_source"))
                        .map());
        return event;
    }

    private void folded(String id, Entry admitted) throws InterruptedException {
        Entry state = deadline.await(
                "an Admitted state of " + id,
                () -> parts.topics().find(TopicReader.STATE, id, e -> !e.says("status", "Created")));
        Row row = deadline.await(
                "the row of " + id + " reaching version " + admitted.offset(),
                () -> parts.rows().row(id).filter(r -> r.version() >= admitted.offset()));
        story.tell(
                8,
                "the status was folded and stored",
                evidence()
                        .and("state at", state.place())
                        .and("status", state.value().path("status").asText())
                        .and("row version", row.version())
                        .map());
    }

    /** Watches the workflow to its end, as PostgreSQL tells it. */
    private Row operated(String id) throws InterruptedException {
        Row last = deadline.await("the end of evaluation " + id, () -> {
            parts.topics().find(TopicReader.EVENTS, id, e -> false);
            return parts.rows()
                    .row(id)
                    .filter(r -> List.of("Complete", "Failed", "Deleted", "Terminated", "Error")
                            .contains(r.status()));
        });
        if (last.status().equals("Complete")) {
            // This watch may hear of the end later than the informer's.
            deadline.await(
                    "the end in the conditions of eval-" + id,
                    () -> parts.cluster().conditions("eval-" + id).stream()
                            .filter(c ->
                                    c.type().equals(last.status()) && c.status().equals("True"))
                            .findFirst());
        }
        Evidence evidence = evidence();
        parts.cluster().children("eval-" + id).forEach((kind, names) -> evidence.and(kind, names));
        evidence.and(
                "conditions",
                parts.cluster().conditions("eval-" + id).stream()
                        .filter(c -> c.status().equals("True"))
                        .map(Object::toString)
                        .toList());
        story.tell(9, "the operator ran the workflow", evidence.map());
        return last;
    }

    private void reported(String id, Row last) throws InterruptedException {
        if (!last.status().equals("Complete")) {
            throw LocalException.failed("evaluation " + id + " ended " + last.status() + " / " + last.reason());
        }
        // The row says Complete: both reports are on the topic by now, or the informer was down when one was due.
        Deadline soon = new Deadline(Duration.ofSeconds(20));
        Entry between = soon.await(
                "the informer's report Admitted / Unverified of " + id,
                () -> parts.topics().find(TopicReader.EVENTS, id, e -> e.says("reason", "Unverified")));
        Entry end = soon.await(
                "the informer's report Complete of " + id,
                () -> parts.topics().find(TopicReader.EVENTS, id, e -> e.says("status", "Complete")));
        story.tell(
                10,
                "the informer reported",
                evidence()
                        .and("Admitted/Unverified at", between.place())
                        .and("Complete at", end.place())
                        .and("ce_source", end.header("ce_source"))
                        .and("reports", reports(id))
                        .map());
    }

    private long reports(String id) {
        return parts.topics().all(TopicReader.EVENTS, id).stream()
                .filter(e -> e.header("ce_type").equals("io.dyff.entity.reported"))
                .count();
    }

    private Outcome complete(String id, Path downloads) throws InterruptedException {
        JsonNode entity = deadline.await(
                "GET answering Complete for " + id,
                () -> Optional.of(parts.api().entity("evaluations", id))
                        .filter(e -> e.path("status").asText().equals("Complete")));
        List<Path> files = parts.api().download("evaluations", id, downloads);
        story.tell(
                11,
                "GET answers Complete, and the output was downloaded",
                evidence()
                        .and("status", entity.path("status").asText())
                        .and("files", files.stream().map(Walkthrough::sized).toList())
                        .map());
        return new Outcome(id, files);
    }

    private static String sized(Path file) {
        try {
            return file.getFileName() + " (" + Files.size(file) + " bytes)";
        } catch (IOException e) {
            throw LocalException.failed(file + " cannot be read: " + e.getMessage());
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw LocalException.failed(otherwise);
        }
    }

    private String claim(String name) {
        return TokenText.claim(parts.token(), name);
    }

    private static Evidence evidence() {
        return new Evidence(new LinkedHashMap<>());
    }

    /** Named facts in order. */
    private record Evidence(Map<String, Object> facts) {
        Evidence and(String name, Object fact) {
            facts.put(name, fact);
            return this;
        }

        Map<String, Object> map() {
            return facts;
        }
    }
}
