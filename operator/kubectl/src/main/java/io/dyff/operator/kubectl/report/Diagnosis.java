package io.dyff.operator.kubectl.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dyff.operator.api.DyffResource;
import io.dyff.operator.kubectl.cluster.EventTimes;
import io.dyff.operator.kubectl.cluster.Snapshot;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a resource waits or failed, and the next thing to do.
 *
 * @param resource as {@code KIND/NAME}
 * @param state how it is, with the reason
 * @param since for how long; absent where nobody knows
 * @param because what was found, the cause first
 * @param next what to do, the cause's advice first
 * @param events warnings of the objects involved, the newest first
 * @param hidden what this user may not see, and so was not looked at
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Diagnosis(
        String resource,
        String state,
        @Nullable String since,
        List<Finding> because,
        List<String> next,
        List<String> events,
        List<String> hidden) {

    private static final int EVENTS = 5;

    /** Reads it from a snapshot. */
    public static Diagnosis of(Snapshot snapshot) {
        DyffResource<?> primary = snapshot.primary();
        List<Finding> findings = Findings.of(snapshot);
        List<String> next = findings.stream()
                .flatMap(finding -> Advice.about(finding, snapshot).stream())
                .distinct()
                .toList();
        return new Diagnosis(
                primary.getSingular() + "/" + primary.getMetadata().getName(),
                States.of(primary).word(),
                since(snapshot),
                findings,
                next.isEmpty() ? List.of(nothing(primary)) : next,
                warnings(snapshot),
                snapshot.hidden());
    }

    private static @Nullable String since(Snapshot snapshot) {
        return States.telling(snapshot.primary().getStatus())
                .map(Condition::getLastTransitionTime)
                .map(time -> Ages.since(Instant.parse(time), snapshot.now()))
                .orElse(null);
    }

    private static String nothing(DyffResource<?> primary) {
        boolean goesOn = States.telling(primary.getStatus())
                .filter(condition -> "Reconciling".equals(condition.getType()))
                .isPresent();
        return goesOn
                ? "Nothing, it is on its way: `kubectl -n %s wait --for=condition=Ready %s/%s --timeout=1h`"
                        .formatted(
                                primary.getMetadata().getNamespace(),
                                primary.getSingular(),
                                primary.getMetadata().getName())
                : "Nothing";
    }

    private static List<String> warnings(Snapshot snapshot) {
        return snapshot.events().reversed().stream()
                .filter(event -> "Warning".equals(event.getType()))
                .limit(EVENTS)
                .map(event -> "%s ago  %s/%s  %s: %s"
                        .formatted(
                                Ages.since(EventTimes.last(event), snapshot.now()),
                                event.getInvolvedObject().getKind(),
                                event.getInvolvedObject().getName(),
                                event.getReason(),
                                State.oneLine(String.valueOf(event.getMessage()))))
                .toList();
    }

    /** For a terminal. */
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.add("%s is %s%s".formatted(resource, state, since == null ? "" : ", for " + since));
        section(
                lines,
                "Because",
                because.stream()
                        .map(found -> found.object() + "  " + new State(found.symptom(), found.message()).line())
                        .toList());
        section(lines, "Events", events);
        section(lines, "Next", next);
        section(lines, "Not looked at", hidden);
        return String.join("\n", lines) + "\n";
    }

    private static void section(List<String> lines, String title, List<String> entries) {
        if (!entries.isEmpty()) {
            lines.add(title + ":");
            entries.forEach(entry -> lines.add("  " + entry));
        }
    }
}
