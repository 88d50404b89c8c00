package io.dyff.routes.orchestrate;

import static io.dyff.routes.orchestrate.TestingAdmission.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.orchestrate.admission.Row;
import io.dyff.routes.orchestrate.execute.ClaimDecisions;
import io.dyff.routes.orchestrate.execute.OpenDecision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How decisions are acted on once, and again until they are heard, on the real database. */
class ClaimIT {
    private static final long ANY = 1000;
    private static TestingAdmission admission;
    private ObjectNode dataset;
    private ObjectNode service;

    @BeforeAll
    static void open() {
        admission = new TestingAdmission(TestingAdmission.settings(Duration.ofHours(1), Duration.ofMinutes(10)));
    }

    @AfterAll
    static void close() {
        admission.close();
    }

    @BeforeEach
    void begin() {
        admission.sql("truncate admission");
        dataset = with(Entities.dataset("any"), "Ready", null);
        service = with(Entities.entity("InferenceService", "any"), "Ready", null);
        admission.states(dataset, service);
    }

    @Test
    void shouldClaimNothingWhileAnOlderCopyOfTheDatabaseIsThere() {
        admission.states(evaluations("a", 1));
        assertThat(admission.claimant(ANY, () -> true).claim("me")).isEmpty();
        assertThat(admission.claimant(ANY).claim("me")).hasSize(1);
    }

    @Test
    void shouldHaveAnAgendaAsLongAsADecisionIsOpen() {
        assertThat(admission.agenda().isOpen()).isFalse();
        admission.states(evaluations("a", 1));
        assertThat(admission.agenda().isOpen()).isTrue();
        admission.claim("me", ANY);
        assertThat(admission.agenda().isOpen()).isTrue();
    }

    @Test
    void shouldGiveEachDecisionToOneWhenTwoClaim() throws Exception {
        for (int n = 0; n < 10; n++) {
            admission.states(evaluations("a", 50));
        }
        List<Callable<List<String>>> work = new ArrayList<>();
        for (int n = 0; n < 2; n++) {
            String owner = "owner-" + n;
            work.add(() -> {
                List<String> ids = new ArrayList<>();
                for (List<Row> claimed = admission.claimant(ANY).claim(owner);
                        !claimed.isEmpty();
                        claimed = admission.claimant(ANY).claim(owner)) {
                    claimed.forEach(row -> ids.add(row.entity().id()));
                }
                return ids;
            });
        }
        List<String> all = new ArrayList<>();
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            for (Future<List<String>> ids : two.invokeAll(work)) {
                all.addAll(ids.get());
            }
        }
        assertThat(all).doesNotHaveDuplicates();
        // A claim that finds the other's rows locked may come back empty before the last ones are free.
        assertThat(all.size() + admission.claimant(ANY).claim("later").size()).isEqualTo(500);
    }

    @Test
    void shouldTakeSomeOfEachAccountWhenOneHasAFlood() {
        admission.states(evaluations("a", 200));
        admission.states(evaluations("b", 3));
        List<Row> claimed = admission.claimant(ANY).claim("me");
        assertThat(claimed).extracting(row -> row.entity().account()).contains("a", "b");
        assertThat(admission.count("account = 'b' and lease_owner = 'me'")).isEqualTo(3);
    }

    @Test
    void shouldRunNoMoreThanTheClusterMayHold() {
        admission.states(evaluations("a", 10));
        assertThat(admission.claim("me", 4)).hasSize(4);
        assertThat(admission.claim("me", 4)).isEmpty();
        assertThat(admission.count("object = 'maybe'")).isEqualTo(4);
    }

    @Test
    void shouldStayOpenUntilItsEchoWhenExecuted() {
        ObjectNode evaluation = evaluations("a", 1)[0];
        admission.states(evaluation);
        OpenDecision claimed = admission.claim("me", ANY).getFirst();
        admission.mark().done(claimed);
        assertThat(admission.decision(evaluation)).isEqualTo("run Admitted");
        assertThat(admission.claim("me", ANY)).isEmpty();
        admission.states(with(evaluation, "Admitted", null));
        assertThat(admission.row(evaluation, "decision")).isEqualTo("check");
        admission.mark().done(admission.claim("me", ANY).getFirst());
        assertThat(admission.row(evaluation, "decision")).isEqualTo("none");
    }

    @Test
    void shouldSayItAgainWhenTheEchoStaysAway() {
        ObjectNode evaluation = evaluations("a", 1)[0];
        admission.states(evaluation);
        admission.mark().done(admission.claim("me", ANY).getFirst());
        lapse();
        assertThat(admission.claim("you", ANY)).hasSize(1);
    }

    @Test
    void shouldKeepWhatTheNextOwnerHasWhenAnOldOneComesBack() {
        ObjectNode evaluation = evaluations("a", 1)[0];
        admission.states(evaluation);
        OpenDecision first = admission.claim("me", ANY).getFirst();
        lapse();
        admission.claim("you", ANY);
        admission.mark().done(first);
        assertThat(admission.row(evaluation, "lease_owner")).isEqualTo("you");
        assertThat(admission.row(evaluation, "executed_at is null")).isEqualTo("true");
    }

    @Test
    void shouldComeBackLaterWhenPostponed() {
        ObjectNode evaluation = evaluations("a", 1)[0];
        admission.states(evaluation);
        admission.mark().failed(admission.claim("me", ANY).getFirst());
        assertThat(admission.claim("me", ANY)).isEmpty();
        assertThat(admission.row(evaluation, "lease_until < now() + interval '2 seconds'"))
                .isEqualTo("true");
        assertThat(admission.decision(evaluation)).isEqualTo("run Admitted");
    }

    @Test
    void shouldFailInItsOwnWordsWhenRefused() {
        ObjectNode evaluation = evaluations("a", 1)[0];
        ObjectNode session = Entities.session("a", service.path("id").asText());
        admission.states(evaluation, session);
        for (OpenDecision decision : admission.claim("me", ANY)) {
            admission.mark().refused(decision, "It is too large.");
        }
        assertThat(admission.decision(evaluation)).isEqualTo("fail Failed/SchemaError");
        assertThat(admission.decision(session)).isEqualTo("fail Error/SchemaError");
        assertThat(admission.message(session)).isEqualTo("It is too large.");
    }

    @Test
    void shouldRemoveTheObjectAtOnceWhenTheUserDeletes() {
        ObjectNode evaluation = running();
        admission.states(with(evaluation, "Deleted", "DeleteCommand"));
        admission.due();
        assertThat(admission.row(evaluation, "decision")).isEqualTo("remove");
        admission.mark().done(admission.claim("me", ANY).getFirst());
        assertThat(admission.row(evaluation, "decision || ' ' || object")).isEqualTo("none gone");
        admission.due();
        assertThat(admission.row(evaluation, "decision || coalesce(due_at::text, '')"))
                .isEqualTo("none");
    }

    @Test
    void shouldKeepTheObjectForAWhileWhenItEnded() {
        ObjectNode evaluation = running();
        admission.states(with(evaluation, "Complete", null));
        admission.due();
        assertThat(admission.row(evaluation, "decision")).isEqualTo("none");
        assertThat(admission.row(
                        evaluation, "due_at between now() + interval '9 minutes' and now() + interval '10 minutes'"))
                .isEqualTo("true");
        admission.sql("update admission set due_at = now() where id = '"
                + evaluation.path("id").asText() + "'");
        admission.due();
        assertThat(admission.row(evaluation, "decision")).isEqualTo("remove");
    }

    @Test
    void shouldRemoveWhatWasMadeWhenTheUserDeletesMeanwhile() {
        ObjectNode evaluation = evaluations("a", 1)[0];
        admission.states(evaluation);
        OpenDecision claimed = admission.claim("me", ANY).getFirst();
        admission.states(with(evaluation, "Deleted", "DeleteCommand"));
        admission.due();
        assertThat(admission.row(evaluation, "decision")).isEqualTo("run");
        admission.mark().done(claimed);
        assertThat(admission.row(evaluation, "decision")).isEqualTo("none");
        admission.due();
        assertThat(admission.row(evaluation, "decision")).isEqualTo("remove");
    }

    @Test
    void shouldDropTheDecisionWhenTheUserDeletesBeforeAnyoneActs() {
        ObjectNode evaluation = evaluations("a", 1)[0];
        admission.states(evaluation);
        admission.states(with(evaluation, "Deleted", "DeleteCommand"));
        admission.due();
        assertThat(admission.row(evaluation, "decision")).isEqualTo("none");
        assertThat(admission.claim("me", ANY)).isEmpty();
    }

    @Test
    void shouldRemoveFirstWhenOlderRunsWaitForAPlace() {
        ObjectNode[] evaluations = evaluations("a", 46);
        admission.states(evaluations);
        List<ObjectNode> running = new ArrayList<>();
        for (OpenDecision run : admission.claim("me", 3)) {
            admission.mark().done(run);
            running.add(with(byId(evaluations, run.id()), "Admitted", null));
        }
        admission.states(running.toArray(ObjectNode[]::new));
        admission.claim("me", 3).forEach(check -> admission.mark().done(check));
        running.forEach(evaluation -> admission.states(with(evaluation, "Deleted", "DeleteCommand")));
        admission.due();

        List<OpenDecision> removals = admission.claim("me", 3);
        assertThat(removals).hasSize(3).extracting(OpenDecision::decision).containsOnly("remove");
        removals.forEach(removal -> admission.mark().done(removal));
        assertThat(admission.claim("me", 3))
                .hasSize(3)
                .extracting(OpenDecision::decision)
                .containsOnly("run");
    }

    @Test
    void shouldTellHowManyWaitWhenEveryPlaceIsTaken() {
        admission.states(evaluations("a", 5));
        ClaimDecisions claimant = admission.claimant(3);
        assertThat(claimant.claim("me")).hasSize(3);
        assertThat(claimant.waiting()).isEqualTo(2);
        admission.sql("update admission set decision = 'none' where decision = 'run'");
        assertThat(claimant.claim("me")).isEmpty();
        assertThat(claimant.waiting()).isZero();
    }

    @Test
    void shouldActOnNothingWhenTheUserDeletesAfterTheClaim() {
        ObjectNode evaluation = evaluations("a", 1)[0];
        admission.states(evaluation);
        Row claimed = admission.claimant(ANY).claim("me").getFirst();
        admission.states(with(evaluation, "Deleted", "DeleteCommand"));
        OpenDecision decision = admission.read(claimed);
        assertThat(decision.isDropped()).isTrue();
        admission.mark().done(decision);
        assertThat(admission.row(evaluation, "decision")).isEqualTo("none");
    }

    @Test
    void shouldActOnNothingWhenTheLeaseHasLapsed() {
        ObjectNode evaluation = evaluations("a", 1)[0];
        admission.states(evaluation);
        Row claimed = admission.claimant(ANY).claim("me").getFirst();
        lapse();
        OpenDecision decision = admission.read(claimed);
        assertThat(decision.isDropped()).isTrue();
        admission.mark().done(decision);
        assertThat(admission.decision(evaluation)).isEqualTo("run Admitted");
    }

    /** A small table is scanned whatever there is: scanning is made dear, so that only a fitting index is cheaper. */
    @Test
    void shouldFindWhatShouldBeLiveByAnIndex() {
        List<String> plan = admission.plan("select-live.sql", Map.of("kind", "Evaluation"));
        assertThat(String.join("\n", plan)).contains("admission_running");
    }

    private static ObjectNode byId(ObjectNode[] entities, String id) {
        return Arrays.stream(entities)
                .filter(entity -> entity.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private ObjectNode running() {
        ObjectNode evaluation = evaluations("a", 1)[0];
        admission.states(evaluation);
        admission.mark().done(admission.claim("me", ANY).getFirst());
        ObjectNode admitted = with(evaluation, "Admitted", null);
        admission.states(admitted);
        admission.mark().done(admission.claim("me", ANY).getFirst());
        return admitted;
    }

    private static void lapse() {
        admission.sql("update admission set lease_until = now() where decision <> 'none'");
    }

    private ObjectNode[] evaluations(String account, int count) {
        ObjectNode[] evaluations = new ObjectNode[count];
        for (int n = 0; n < count; n++) {
            evaluations[n] = Entities.evaluation(
                    account, dataset.path("id").asText(), service.path("id").asText());
        }
        return evaluations;
    }
}
