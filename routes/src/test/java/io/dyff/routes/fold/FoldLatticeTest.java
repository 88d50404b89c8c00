package io.dyff.routes.fold;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.event.EventType;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.Statuses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes in whatever order, the statuses of an entity only climb; each seed is another history. */
class FoldLatticeTest {
    private static final List<String> STATUSES = List.of(
            "Created",
            "WaitingForUpload",
            "Schedulable",
            "Admitted",
            "Available",
            "Ready",
            "Complete",
            "Failed",
            "Error",
            "Terminated",
            "Deleted",
            "Cooked");
    private static final List<String> REASONS = List.of("", "", "QuotaLimit", "UnsatisfiedDependency", "Unverified");
    private static final List<String> IDENTITY = List.of("id", "kind", "account", "creationTime", "schemaVersion");

    private final FoldEvent fold = new FoldEvent(Kinds.standard(), 1 << 20);

    static Stream<Long> seeds() {
        return LongStream.range(0, 300).boxed();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldClimbOnlyWhateverComes(long seed) {
        Random random = new Random(seed);
        List<EntityEvent> history = history(random, 80);
        Optional<EntityState> state = Optional.empty();
        List<EntityEvent> accepted = new ArrayList<>();
        for (EntityEvent event : history) {
            Outcome outcome = fold.fold(state, event);
            if (outcome instanceof Outcome.Changed changed) {
                assertStep(state, changed.state(), event);
                accepted.add(event);
                state = Optional.of(changed.state());
            }
        }
        if (state.filter(EntityState::isForgotten).isEmpty()) {
            assertReplayChangesNoStatus(state, accepted);
        }
    }

    private static void assertStep(Optional<EntityState> before, EntityState next, EntityEvent event) {
        // Nothing follows on being forgotten, and only what was deleted is.
        assertThat(before.filter(EntityState::isForgotten)).isEmpty();
        if (next.isForgotten()) {
            assertThat(before.orElseThrow().status()).isEqualTo("Deleted");
            return;
        }
        assertThat(next.offset()).isEqualTo(event.offset());
        assertThat(EntityState.fromBytes(next.toBytes(next.entityBytes()))).isEqualTo(next);
        if (before.isEmpty()) {
            assertThat(event.type()).isEqualTo(EventType.CREATED);
            return;
        }
        EntityState old = before.get();
        IDENTITY.forEach(field ->
                assertThat(next.entity().path(field)).isEqualTo(old.entity().path(field)));
        assertThat(rank(next)).isGreaterThanOrEqualTo(rank(old));
        if (Statuses.isTerminal(old.status()) && !next.status().equals("Deleted")) {
            assertThat(next.status()).isEqualTo(old.status());
            assertThat(next.reason()).isEqualTo(old.reason());
        }
        if (old.status().equals("Deleted")) {
            assertThat(next.reason()).isEqualTo(old.reason());
        }
        assertThat(next.entity().path("metadata").path("revision"))
                .isNotEqualTo(old.entity().path("metadata").path("revision"));
    }

    /** The same events once more, as after a restore from an older offset: statuses stay where they are. */
    private void assertReplayChangesNoStatus(Optional<EntityState> last, List<EntityEvent> accepted) {
        Optional<EntityState> state = last;
        for (EntityEvent event : accepted) {
            Outcome outcome = fold.fold(state, event);
            assertThat(outcome).isNotInstanceOf(Outcome.Illegal.class);
            if (outcome instanceof Outcome.Changed changed) {
                EntityState next = changed.state();
                assertThat(next).isNotNull();
                assertThat(rank(next)).isEqualTo(rank(state.orElseThrow()));
                state = Optional.of(next);
            }
        }
    }

    private static int rank(EntityState state) {
        return Statuses.rank(state.status()).orElseThrow();
    }

    /** Births, patches, reports, duplicates, foreign and forbidden events; late ones because the order is random. */
    private static List<EntityEvent> history(Random random, int length) {
        List<EntityEvent> events = new ArrayList<>();
        for (int offset = 0; offset < length; offset++) {
            if (!events.isEmpty() && random.nextInt(5) == 0) {
                EntityEvent again = events.get(random.nextInt(events.size()));
                events.add(event(again.type(), again.body(), offset, again.kubeUid(), again.kubeRv()));
            } else {
                events.add(random(random, offset));
            }
        }
        return events;
    }

    private static EntityEvent random(Random random, long offset) {
        String uid = random.nextInt(4) == 0 ? "u2" : "u1";
        String rv = String.valueOf(random.nextInt(50));
        return switch (random.nextInt(12)) {
            case 0 -> event(EventType.CREATED, TestingFold.evaluation(), offset, null, null);
            case 1 ->
                event(
                        EventType.CREATED,
                        TestingFold.evaluation().put("dataset", "x" + random.nextInt(2)),
                        offset,
                        null,
                        null);
            case 2 ->
                event(EventType.LABELS, TestingFold.labels("a" + random.nextInt(3), label(random)), offset, null, null);
            case 3 -> event(EventType.FORGOTTEN, NullNode.getInstance(), offset, null, null);
            case 4 -> event(EventType.STATUS, forbidden(random), offset, null, null);
            case 5, 6, 7, 8 -> event(EventType.STATUS, status(random), offset, uid, null);
            default -> event(EventType.REPORTED, status(random), offset, uid, rv);
        };
    }

    private static ObjectNode status(Random random) {
        String reason = REASONS.get(random.nextInt(REASONS.size()));
        // The end comes seldom, so that histories get long enough to go wrong.
        int bound = random.nextInt(4) == 0 ? STATUSES.size() : 5;
        return TestingFold.status(STATUSES.get(random.nextInt(bound)), reason.isEmpty() ? null : reason);
    }

    private static ObjectNode forbidden(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> TestingFold.status("Admitted", null).put("account", "other");
            case 1 -> TestingFold.status("Admitted", null).put("dataset", "other");
            default -> Json.object();
        };
    }

    private static String label(Random random) {
        return random.nextBoolean() ? null : "v" + random.nextInt(3);
    }

    private static EntityEvent event(EventType type, JsonNode body, long offset, String uid, String rv) {
        return new EntityEvent(
                TestingFold.ID,
                type,
                "/test",
                body,
                offset,
                TestingFold.START.plusSeconds(offset),
                false,
                null,
                uid,
                rv,
                null);
    }
}
