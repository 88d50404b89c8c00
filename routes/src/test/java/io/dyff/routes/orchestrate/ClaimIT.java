package io.dyff.routes.orchestrate;

import static io.dyff.routes.orchestrate.TestingAdmission.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    void shouldGiveEachDecisionToOneWhenTwoClaim() throws Exception {
        for (int n = 0; n < 10; n++) {
            admission.states(evaluations("a", 50));
        }
        List<Callable<List<String>>> work = new ArrayList<>();
        for (int n = 0; n < 2; n++) {
            String owner = "owner-" + n;
            work.add(() -> {
                List<String> ids = new ArrayList<>();
                for (List<Map<String, Object>> rows = admission.claim(owner, ANY);
                        !rows.isEmpty();
                        rows = admission.claim(owner, ANY)) {
                    rows.forEach(row -> ids.add((String) row.get("id")));
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
        assertThat(all.size() + admission.claim("later", ANY).size()).isEqualTo(500);
    }

    @Test
    void shouldTakeSomeOfEachAccountWhenOneHasAFlood() {
        admission.states(evaluations("a", 200));
        admission.states(evaluations("b", 3));
        Set<String> accounts = new HashSet<>();
        admission.claim("me", ANY).forEach(row -> accounts.add((String) row.get("account")));
        assertThat(accounts).containsExactlyInAnyOrder("a", "b");
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
    void shouldStayOpenUntilItsEchoWhenExecuted() throws Exception {
        ObjectNode evaluation = evaluations("a", 1)[0];
        admission.states(evaluation);
        Map<String, Object> claimed = admission.claim("me", ANY).getFirst();
        admission.say("mark-executed.sql", claimed, null);
        assertThat(admission.decision(evaluation)).isEqualTo("run Admitted");
        assertThat(admission.claim("me", ANY)).isEmpty();
        admission.states(with(evaluation, "Admitted", null));
        assertThat(admission.row(evaluation, "decision")).isEqualTo("check");
        admission.say("mark-executed.sql", admission.claim("me", ANY).getFirst(), null);
        assertThat(admission.row(evaluation, "decision")).isEqualTo("none");
    }

    @Test
    void shouldSayItAgainWhenTheEchoStaysAway() throws Exception {
        ObjectNode evaluation = evaluations("a", 1)[0];
        admission.states(evaluation);
        admission.say("mark-executed.sql", admission.claim("me", ANY).getFirst(), null);
        lapse();
        assertThat(admission.claim("you", ANY)).hasSize(1);
    }

    @Test
    void shouldKeepWhatTheNextOwnerHasWhenAnOldOneComesBack() throws Exception {
        ObjectNode evaluation = evaluations("a", 1)[0];
        admission.states(evaluation);
        Map<String, Object> first = admission.claim("me", ANY).getFirst();
        lapse();
        admission.claim("you", ANY);
        admission.say("mark-executed.sql", first, null);
        assertThat(admission.row(evaluation, "lease_owner")).isEqualTo("you");
        assertThat(admission.row(evaluation, "executed_at is null")).isEqualTo("true");
    }

    @Test
    void shouldComeBackLaterWhenPostponed() throws Exception {
        ObjectNode evaluation = evaluations("a", 1)[0];
        admission.states(evaluation);
        admission.say("postpone-decision.sql", admission.claim("me", ANY).getFirst(), null);
        assertThat(admission.claim("me", ANY)).isEmpty();
        assertThat(admission.row(evaluation, "lease_until < now() + interval '2 seconds'"))
                .isEqualTo("true");
        assertThat(admission.decision(evaluation)).isEqualTo("run Admitted");
    }

    @Test
    void shouldFailInItsOwnWordsWhenRefused() throws Exception {
        ObjectNode evaluation = evaluations("a", 1)[0];
        ObjectNode session = Entities.session("a", service.path("id").asText());
        admission.states(evaluation, session);
        for (Map<String, Object> row : admission.claim("me", ANY)) {
            admission.say("refuse-decision.sql", row, "It is too large.");
        }
        assertThat(admission.decision(evaluation)).isEqualTo("fail Failed/SchemaError");
        assertThat(admission.decision(session)).isEqualTo("fail Error/SchemaError");
        assertThat(admission.message(session)).isEqualTo("It is too large.");
    }

    @Test
    void shouldRemoveTheObjectAtOnceWhenTheUserDeletes() throws Exception {
        ObjectNode evaluation = running();
        admission.states(with(evaluation, "Deleted", "DeleteCommand"));
        admission.due();
        assertThat(admission.row(evaluation, "decision")).isEqualTo("remove");
        admission.say("mark-executed.sql", admission.claim("me", ANY).getFirst(), null);
        assertThat(admission.row(evaluation, "decision || ' ' || object")).isEqualTo("none gone");
        admission.due();
        assertThat(admission.row(evaluation, "decision || coalesce(due_at::text, '')"))
                .isEqualTo("none");
    }

    @Test
    void shouldKeepTheObjectForAWhileWhenItEnded() throws Exception {
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
    void shouldRemoveWhatWasMadeWhenTheUserDeletesMeanwhile() throws Exception {
        ObjectNode evaluation = evaluations("a", 1)[0];
        admission.states(evaluation);
        Map<String, Object> claimed = admission.claim("me", ANY).getFirst();
        admission.states(with(evaluation, "Deleted", "DeleteCommand"));
        admission.due();
        assertThat(admission.row(evaluation, "decision")).isEqualTo("run");
        admission.say("mark-executed.sql", claimed, null);
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

    private ObjectNode running() throws Exception {
        ObjectNode evaluation = evaluations("a", 1)[0];
        admission.states(evaluation);
        admission.say("mark-executed.sql", admission.claim("me", ANY).getFirst(), null);
        ObjectNode admitted = with(evaluation, "Admitted", null);
        admission.states(admitted);
        admission.say("mark-executed.sql", admission.claim("me", ANY).getFirst(), null);
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
