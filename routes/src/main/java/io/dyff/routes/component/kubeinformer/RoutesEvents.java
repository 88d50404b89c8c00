package io.dyff.routes.component.kubeinformer;

import io.dyff.routes.host.live.RoutesChange;
import io.dyff.routes.host.rules.Refusal;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the cluster what became of a change of routes, as an event of the pod that this process runs in:
 * {@code kubectl describe pod} shows it.
 */
final class RoutesEvents implements RoutesChange.Listener {
    /** The longest note that the API server takes, in bytes. */
    static final int NOTE_MAX = 1024;

    private static final Logger LOG = LoggerFactory.getLogger(RoutesEvents.class);
    private static final String MORE = "...";
    private static final String CONTROLLER = "dyff.io/routes";
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final KubernetesClient client;
    private final ObjectReference pod;

    /** @param pod this process' own: its name, uid and namespace */
    RoutesEvents(KubernetesClient client, ObjectReference pod) {
        this.client = client;
        this.pod = pod;
    }

    /** Does not wait for the cluster: the routes serve, or do not, whatever it answers. */
    @Override
    public void decided(RoutesChange change) {
        Thread.ofVirtual().name("routes-event").start(() -> tell(change));
    }

    private void tell(RoutesChange change) {
        try {
            client.events()
                    .v1()
                    .events()
                    .inNamespace(pod.getNamespace())
                    .resource(event(change))
                    .create();
        } catch (KubernetesClientException e) {
            LOG.warn("the cluster cannot be told of a change of routes outcome={}", change.outcome(), e);
        }
    }

    private Event event(RoutesChange change) {
        boolean refused = change.outcome() == RoutesChange.Outcome.refused;
        return new EventBuilder()
                .withNewMetadata()
                .withGenerateName(pod.getName() + "-")
                .withNamespace(pod.getNamespace())
                .endMetadata()
                .withNewEventTime(MICROS.format(change.at()))
                .withReportingController(CONTROLLER)
                .withReportingInstance(pod.getName())
                .withType(refused ? "Warning" : "Normal")
                .withReason(reason(change.outcome()))
                .withAction("FollowOverrides")
                .withRegarding(pod)
                .withNote(note(change))
                .build();
    }

    private static String reason(RoutesChange.Outcome outcome) {
        return switch (outcome) {
            case applied -> "RoutesApplied";
            case refused -> "RoutesRefused";
            case withdrawn -> "RoutesWithdrawn";
        };
    }

    private static String note(RoutesChange change) {
        String note = switch (change.outcome()) {
            case applied ->
                "generation %d serves: %s".formatted(change.generation(), String.join(", ", change.files()));
            case refused ->
                "generation %d serves on; refused: %s"
                        .formatted(
                                change.generation(),
                                change.refusals().stream()
                                        .map(Refusal::toString)
                                        .collect(Collectors.joining("; ")));
            case withdrawn -> "the refused files are withdrawn; generation %d serves on".formatted(change.generation());
        };
        return shortened(note);
    }

    private static String shortened(String note) {
        byte[] bytes = note.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= NOTE_MAX) {
            return note;
        }
        int end = NOTE_MAX - MORE.length();
        // Not within a character.
        while ((bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8) + MORE;
    }
}
