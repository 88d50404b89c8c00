package io.dyff.routes.orchestrate;

import static io.dyff.routes.orchestrate.TestingAdmission.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.orchestrate.admission.Shares;
import io.dyff.routes.testing.TestingPlatform;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which entities fit the quotas, on the real database. */
class QuotaIT {
    private static final String ADMITTED = "workflows.dyff.io/admitted";
    private static TestingStatements statements;
    private static TestingAdmission admission;
    private ObjectNode dataset;
    private ObjectNode service;

    @BeforeAll
    static void open() {
        statements = new TestingStatements(TestingPlatform.database().pooled());
        admission = new TestingAdmission(new OrchestrateSettings(null, null, 0, null, null), statements);
    }

    @AfterAll
    static void close() {
        admission.close();
    }

    @BeforeEach
    void begin() {
        admission.sql("truncate admission, account_share");
        dataset = with(Entities.dataset("any"), "Ready", null);
        service = with(Entities.entity("InferenceService", "any"), "Ready", null);
        admission.states(dataset, service);
    }

    @Test
    void shouldAdmitEverythingWhenThereIsNoQuota() {
        List<ObjectNode> evaluations = evaluations("a", 3);
        admission.states(evaluations.toArray(ObjectNode[]::new));
        assertThat(admission.count("decision = 'run'")).isEqualTo(3);
    }

    @Test
    void shouldHoldBackTheYoungerOnesWhenTheAccountIsFull() {
        List<ObjectNode> evaluations = evaluations("a", 3);
        admission.states(quota("accounts/a", ADMITTED, "2"));
        admission.states(evaluations.toArray(ObjectNode[]::new));
        assertThat(admission.decision(evaluations.get(0))).isEqualTo("run Admitted");
        assertThat(admission.decision(evaluations.get(1))).isEqualTo("run Admitted");
        assertThat(admission.decision(evaluations.get(2))).isEqualTo("wait Created/QuotaLimit");
        assertThat(admission.message(evaluations.get(2))).isEqualTo("Account quota exceeded: 3/2 workflows");
    }

    @Test
    void shouldAdmitTheNextWhenOneEnds() {
        List<ObjectNode> evaluations = evaluations("a", 3);
        admission.states(quota("accounts/a", ADMITTED, "1"));
        admission.states(evaluations.toArray(ObjectNode[]::new));
        admission.states(with(evaluations.get(0), "Admitted", null));
        assertThat(admission.decision(evaluations.get(1))).isEqualTo("wait Created/QuotaLimit");
        admission.states(with(evaluations.get(0), "Complete", null));
        assertThat(admission.decision(evaluations.get(1))).isEqualTo("run Admitted");
        assertThat(admission.decision(evaluations.get(2))).isEqualTo("wait Created/QuotaLimit");
    }

    @Test
    void shouldAdmitWhatWaitsWhenTheLimitIsRaised() {
        List<ObjectNode> evaluations = evaluations("a", 2);
        ObjectNode quota = quota("accounts/a", ADMITTED, "1");
        admission.states(quota);
        admission.states(evaluations.toArray(ObjectNode[]::new));
        admission.states(quota.deepCopy().put("limit", "Unlimited"));
        assertThat(admission.decision(evaluations.get(1))).isEqualTo("run Admitted");
    }

    @Test
    void shouldStopNothingWhenTheLimitIsLowered() {
        List<ObjectNode> evaluations = evaluations("a", 2);
        admission.states(evaluations.toArray(ObjectNode[]::new));
        admission.states(quota("accounts/a", ADMITTED, "0"));
        assertThat(admission.count("decision = 'run'")).isEqualTo(2);
    }

    @Test
    void shouldShareBetweenAccountsWhenAGlobalQuotaIsShort() {
        admission.states(quota("__global__", ADMITTED, "4"));
        List<ObjectNode> flood = evaluations("a", 10);
        List<ObjectNode> few = evaluations("b", 2);
        List<ObjectNode> all = new ArrayList<>(flood);
        all.addAll(few);
        admission.states(all.toArray(ObjectNode[]::new));
        assertThat(admission.count("decision = 'run' and account = 'a'")).isEqualTo(2);
        assertThat(admission.count("decision = 'run' and account = 'b'")).isEqualTo(2);
        assertThat(admission.message(flood.get(9))).isEqualTo("Global quota exceeded: 5/4 workflows");
    }

    @Test
    void shouldShareByWeightWhenAGlobalQuotaIsShort() {
        new Shares(admission.jdbc(), new DataFiles(Overrides.none())).set("a", 3, null, null);
        admission.states(quota("__global__", ADMITTED, "8"));
        List<ObjectNode> all = new ArrayList<>(evaluations("b", 10));
        all.addAll(evaluations("a", 10));
        admission.states(all.toArray(ObjectNode[]::new));
        assertThat(admission.count("decision = 'run' and account = 'a'")).isEqualTo(6);
        assertThat(admission.count("decision = 'run' and account = 'b'")).isEqualTo(2);
    }

    @Test
    void shouldBorrowBeyondItsOwnQuotaWhenNobodyWantsTheRoom() {
        new Shares(admission.jdbc(), new DataFiles(Overrides.none())).set("a", null, 50, null);
        admission.states(quota("__global__", ADMITTED, "10"), quota("accounts/a", ADMITTED, "4"));
        List<ObjectNode> evaluations = evaluations("a", 8);
        admission.states(evaluations.toArray(ObjectNode[]::new));
        assertThat(admission.count("decision = 'run'")).isEqualTo(6);
        assertThat(admission.message(evaluations.get(7))).isEqualTo("Account quota exceeded: 5/4 workflows");
    }

    @Test
    void shouldAdmitByPriorityBeforeAgeWithinAnAccount() {
        admission.states(quota("accounts/a", ADMITTED, "1"));
        List<ObjectNode> evaluations = evaluations("a", 3);
        evaluations.get(2).withObject("/labels").put("dyff.io/priority", "2");
        evaluations.get(1).withObject("/labels").put("dyff.io/priority", "5");
        admission.states(evaluations.toArray(ObjectNode[]::new));
        assertThat(admission.decision(evaluations.get(2))).isEqualTo("run Admitted");
        ObjectNode hurried = evaluations.get(1).deepCopy();
        hurried.withObject("/labels").put("dyff.io/priority", "1");
        admission.states(hurried);
        admission.states(with(evaluations.get(2), "Complete", null));
        assertThat(admission.decision(evaluations.get(1))).isEqualTo("run Admitted");
        assertThat(admission.decision(evaluations.get(0))).isEqualTo("wait Created/QuotaLimit");
    }

    @Test
    void shouldAdmitAllOfManyAccountsInTurnWhenQueuesAreLongerThanALook() {
        admission.states(quota("__global__", ADMITTED, "900"));
        List<ObjectNode> all = new ArrayList<>(evaluations("a", 700));
        all.addAll(evaluations("b", 300));
        admission.states(all.toArray(ObjectNode[]::new));
        assertThat(admission.count("decision = 'run' and account = 'a'")).isEqualTo(600);
        assertThat(admission.count("decision = 'run' and account = 'b'")).isEqualTo(300);
    }

    @Test
    void shouldHoldBackOnlyTheShapeThatDoesNotFit() {
        admission.states(quota("accounts/a", "nvidia.com/gpu-t4", "2"));
        ObjectNode large = gpu(evaluation("a"), "nvidia.com/gpu-t4", 4);
        ObjectNode small = gpu(evaluation("a"), "nvidia.com/gpu-t4", 1);
        ObjectNode none = evaluation("a");
        admission.states(large, small, none);
        assertThat(admission.decision(large)).isEqualTo("wait Created/QuotaLimit");
        assertThat(admission.message(large)).isEqualTo("Account quota exceeded: 4/2 T4 GPUs");
        assertThat(admission.decision(small)).isEqualTo("run Admitted");
        assertThat(admission.decision(none)).isEqualTo("run Admitted");
    }

    @Test
    void shouldFailTheSurplusWhenARateIsExceeded() {
        ObjectNode rate = quota("accounts/a", "evaluations.dyff.io/created", "1")
                .put("flavor", "Rate")
                .put("duration", "PT10M");
        admission.states(rate);
        List<ObjectNode> evaluations = evaluations("a", 3);
        admission.states(evaluations.toArray(ObjectNode[]::new));
        assertThat(admission.decision(evaluations.get(0))).isEqualTo("run Admitted");
        assertThat(admission.decision(evaluations.get(1))).isEqualTo("fail Failed/RateLimitExceeded");
        assertThat(admission.decision(evaluations.get(2))).isEqualTo("fail Failed/RateLimitExceeded");
        assertThat(admission.message(evaluations.get(2)))
                .startsWith("Account quota exceeded: 2/1 evaluations within PT10M; room again at ");
    }

    @Test
    void shouldCountInTheWindowOfItsOwnCreationWhenWindowsAreFixed() {
        ObjectNode rate = quota("accounts/a", "evaluations.dyff.io/created", "1")
                .put("flavor", "Rate")
                .put("duration", "PT1H")
                .put("epoch", "2026-01-01T00:00:00Z");
        admission.states(rate);
        ObjectNode first = at(evaluation("a"), "2026-01-01T00:59:00Z");
        ObjectNode same = at(evaluation("a"), "2026-01-01T00:59:30Z");
        ObjectNode next = at(evaluation("a"), "2026-01-01T01:00:00Z");
        admission.states(first, same, next);
        assertThat(admission.decision(first)).isEqualTo("run Admitted");
        assertThat(admission.decision(same)).isEqualTo("fail Failed/RateLimitExceeded");
        assertThat(admission.message(same)).endsWith("room again at 2026-01-01T01:00:00Z.");
        assertThat(admission.decision(next)).isEqualTo("run Admitted");
    }

    @Test
    void shouldMoveTheWindowOnWhenItSlides() {
        admission.states(rate("2", "PT1H"));
        ObjectNode counted = at(evaluation("a"), "2026-01-01T00:00:00Z");
        admission.states(counted);
        ObjectNode second = at(evaluation("a"), "2026-01-01T00:30:00Z");
        ObjectNode surplus = at(evaluation("a"), "2026-01-01T00:59:59Z");
        ObjectNode third = at(evaluation("a"), "2026-01-01T01:00:00Z");
        ObjectNode last = at(evaluation("a"), "2026-01-01T01:29:59Z");
        admission.states(second, surplus, third, last);
        assertThat(admission.decision(second)).isEqualTo("run Admitted");
        assertThat(admission.decision(surplus)).isEqualTo("fail Failed/RateLimitExceeded");
        assertThat(admission.message(surplus)).endsWith("room again at 2026-01-01T01:00:00Z.");
        assertThat(admission.decision(third)).isEqualTo("run Admitted");
        assertThat(admission.message(last)).endsWith("room again at 2026-01-01T01:30:00Z.");
    }

    @Test
    void shouldReadAWindowOnceWhenManyAreCounted() {
        admission.states(rate("30", "P30D"));
        admission.states(evaluations("a", 10).toArray(ObjectNode[]::new));
        statements.take("");
        admission.states(evaluations("a", 50).toArray(ObjectNode[]::new));
        assertThat(statements.take("created_at >=")).isEqualTo(1);
        assertThat(admission.count("decision = 'run'")).isEqualTo(30);
    }

    @Test
    void shouldLimitWhenTheWindowIsAYearLong() {
        admission.states(quota("accounts/a", "evaluations.dyff.io/created", "1")
                .put("flavor", "Rate")
                .put("duration", "P1Y"));
        List<ObjectNode> evaluations = evaluations("a", 2);
        admission.states(evaluations.toArray(ObjectNode[]::new));
        assertThat(admission.decision(evaluations.get(0))).isEqualTo("run Admitted");
        assertThat(admission.decision(evaluations.get(1))).isEqualTo("fail Failed/RateLimitExceeded");
    }

    @Test
    void shouldHoldBackWhatAQuotaIsAboutWhenItIsNotUnderstood() {
        ObjectNode broken = quota("accounts/a", "evaluations.dyff.io/created", "1")
                .put("flavor", "Rate")
                .put("duration", "a while");
        admission.states(broken);
        ObjectNode held = evaluation("a");
        ObjectNode free = evaluation("b");
        admission.states(held, free);
        assertThat(admission.decision(held)).isEqualTo("wait Created/QuotaLimit");
        assertThat(admission.message(held))
                .startsWith("Quota " + broken.path("id").asText() + " is not understood: ");
        assertThat(admission.decision(free)).isEqualTo("run Admitted");
        admission.states(broken.put("duration", "PT1H"));
        assertThat(admission.decision(held)).isEqualTo("run Admitted");
    }

    @Test
    void shouldNotHoldWhenTheWorkflowIsExempt() {
        admission.states(quota("accounts/a", ADMITTED, "0"));
        ObjectNode exempt = evaluation("a");
        exempt.putObject("securityContext")
                .putArray("ignoreQuotas")
                .addObject()
                .put("principal", "*")
                .put("resource", ADMITTED)
                .put("flavor", "Total");
        admission.states(exempt);
        assertThat(admission.decision(exempt)).isEqualTo("run Admitted");
    }

    @Test
    void shouldChargeAMockModelWhileItIsNotReady() {
        admission.states(quota("accounts/a", ADMITTED, "1"));
        ObjectNode one = Entities.model("a", "Mock");
        ObjectNode two = Entities.model("a", "Mock");
        admission.states(one, two);
        assertThat(admission.count("decision = 'ready'")).isEqualTo(1);
        assertThat(admission.count("decision_reason = 'QuotaLimit'")).isEqualTo(1);
        admission.states(with(one, "Ready", null), with(two, "Ready", null));
        ObjectNode three = Entities.model("a", "Mock");
        admission.states(three);
        assertThat(admission.decision(three)).isEqualTo("ready Ready");
    }

    @Test
    void shouldChargeWhatRunsWhenTheTableIsNew() {
        admission.states(quota("accounts/a", ADMITTED, "1"));
        admission.states(with(evaluation("a"), "Admitted", null));
        ObjectNode waiting = with(evaluation("a"), "Created", "QuotaLimit");
        admission.states(waiting);
        assertThat(admission.decision(waiting)).startsWith("none");
        assertThat(admission.count("rank = 0 and stage = 'queued'")).isEqualTo(1);
    }

    @Test
    void shouldNeverExceedALimitWhenTwoDecideAtOnce() throws Exception {
        admission.states(quota("accounts/a", ADMITTED, "100"), quota("__global__", ADMITTED, "150"));
        List<ObjectNode> a = evaluations("a", 500);
        List<ObjectNode> b = evaluations("b", 500);
        List<Callable<Void>> work = new ArrayList<>();
        for (int n = 0; n < 2; n++) {
            int half = n;
            work.add(() -> {
                for (int from = half * 250; from < half * 250 + 250; from += 50) {
                    List<ObjectNode> poll = new ArrayList<>(a.subList(from, from + 50));
                    poll.addAll(b.subList(from, from + 50));
                    admission.states(poll.toArray(ObjectNode[]::new));
                }
                return null;
            });
        }
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            for (Future<Void> done : two.invokeAll(work)) {
                done.get();
            }
        }
        assertThat(admission.count("decision = 'run'")).isEqualTo(150);
        assertThat(admission.count("decision = 'run' and account = 'a'")).isLessThanOrEqualTo(100);
        assertThat(admission.count("decision = 'wait' and decision_reason = 'QuotaLimit'"))
                .isEqualTo(850);
    }

    private List<ObjectNode> evaluations(String account, int count) {
        List<ObjectNode> evaluations = new ArrayList<>();
        Instant first = Instant.now();
        for (int n = 0; n < count; n++) {
            evaluations.add(at(evaluation(account), first.plusMillis(n).toString()));
        }
        return evaluations;
    }

    private ObjectNode evaluation(String account) {
        return Entities.evaluation(
                account, dataset.path("id").asText(), service.path("id").asText());
    }

    private static ObjectNode at(ObjectNode entity, String time) {
        return entity.put("creationTime", time);
    }

    private static ObjectNode gpu(ObjectNode evaluation, String type, int count) {
        ObjectNode accelerator = evaluation.withObject("/inferenceSession/accelerator");
        accelerator
                .put("kind", "GPU")
                .putObject("gpu")
                .put("count", count)
                .putArray("hardwareTypes")
                .add(type);
        return evaluation;
    }

    private static ObjectNode rate(String limit, String duration) {
        return quota("accounts/a", "evaluations.dyff.io/created", limit)
                .put("flavor", "Rate")
                .put("duration", duration);
    }

    static ObjectNode quota(String principal, String resource, String limit) {
        return Entities.quota(principal, resource, "Total", limit);
    }
}
