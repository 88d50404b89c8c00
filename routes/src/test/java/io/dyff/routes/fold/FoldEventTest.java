package io.dyff.routes.fold;

import static io.dyff.routes.event.EventType.CREATED;
import static io.dyff.routes.event.EventType.DOCUMENTATION;
import static io.dyff.routes.event.EventType.FORGOTTEN;
import static io.dyff.routes.event.EventType.HEARTBEAT;
import static io.dyff.routes.event.EventType.LABELS;
import static io.dyff.routes.event.EventType.PUT;
import static io.dyff.routes.event.EventType.REPORTED;
import static io.dyff.routes.event.EventType.STATUS;
import static io.dyff.routes.fold.TestingFold.ID;
import static io.dyff.routes.fold.TestingFold.START;
import static io.dyff.routes.fold.TestingFold.admitted;
import static io.dyff.routes.fold.TestingFold.evaluation;
import static io.dyff.routes.fold.TestingFold.labels;
import static io.dyff.routes.fold.TestingFold.quota;
import static io.dyff.routes.fold.TestingFold.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.entity.EntityIds;
import io.dyff.routes.event.EventType;
import io.dyff.routes.json.Json;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldEventTest {
    private final TestingFold fold = new TestingFold();

    @Nested
    class Birth {
        @Test
        void shouldStoreTheEntityWithoutNullsWhenItIsCreated() {
            ObjectNode body = evaluation().putNull("reason");
            assertThat(fold.send(CREATED, body)).isInstanceOf(Outcome.Changed.class);
            ObjectNode expected = evaluation();
            expected.withObject("/metadata").put("revision", EntityIds.namespaced(ID, "1"));
            assertThat(fold.entity()).isEqualTo(expected);
        }

        @Test
        void shouldKeepTheNullsOfAUsersDocumentWhateverComesLater() throws IOException {
            JsonNode schema = Json.parse("""
                {"jsonSchema":{"const":null,"properties":{"a":{"default":null,"enum":[null,{"b":null}]}}}}\
                """.getBytes(UTF_8));
            ObjectNode body = evaluation();
            body.set("schema", schema);
            fold.send(CREATED, body);
            assertThat(fold.entity().path("schema")).isEqualTo(schema);
            fold.send(LABELS, labels("a", "b"));
            fold.send(STATUS, status("Admitted", null));
            assertThat(fold.entity().path("schema")).isEqualTo(schema);
        }

        @Test
        void shouldTakeANullLabelAsNoneWhenItIsCreated() {
            ObjectNode body = evaluation();
            body.putObject("labels").putNull("a").put("b", "c");
            fold.send(CREATED, body);
            assertThat(fold.entity().path("labels")).isEqualTo(Json.object().put("b", "c"));
        }

        @Test
        void shouldChangeNothingWhenTheSameCreateComesAgain() {
            fold.send(CREATED, evaluation());
            fold.send(STATUS, status("Admitted", null));
            assertThat(fold.send(CREATED, evaluation())).isInstanceOf(Outcome.Unchanged.class);
        }

        @Test
        void shouldRefuseADifferentCreateForTheSameId() {
            fold.send(CREATED, evaluation());
            assertIllegal(fold.send(CREATED, evaluation().put("dataset", "x")), "different create for an existing id");
        }

        @Test
        void shouldCompareTheHashesOfRequestsWhenBothHaveOne() {
            fold.send(hashed(evaluation(), "h1"));
            // Another creation time, but the same request.
            ObjectNode again =
                    evaluation().put("creationTime", START.plusSeconds(2).toString());
            assertThat(fold.send(hashed(again, "h1"))).isInstanceOf(Outcome.Unchanged.class);
            assertIllegal(fold.send(hashed(again, "h2")), "different create");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"id":"fedcba9876543210fedcba9876543210"} | differs from the key
            {"kind":"Sandwich"}                       | unknown kind 'Sandwich'
            {"account":""}                            | no account
            {"account":7}                             | no account
            {"status":"Admitted"}                     | not born with status 'Admitted'
            {"status":"Ready"}                        | not born with status 'Ready'
            {"creationTime":"2026-01-01T00:05:02Z"}   | more than five minutes off
            {"creationTime":"yesterday"}              | not a time
            {"labels":{"a":1}}                        | 'labels' has the wrong form
            {"metadata":"x"}                          | 'metadata' has the wrong form
            """)
        void shouldSayWhatIsWrongWithAnEntity(String difference, String cause) throws IOException {
            ObjectNode body = evaluation();
            body.setAll((ObjectNode) Json.parse(difference.getBytes(UTF_8)));
            assertIllegal(fold.send(CREATED, body), cause);
            assertThat(fold.state()).isEmpty();
        }

        @Test
        void shouldTakeAnOldCreationTimeFromTheAdministration() {
            EntityEvent event = fold.event(CREATED, evaluation().put("creationTime", "2020-01-01T00:00:00Z"));
            EntityEvent admin = new EntityEvent(
                    ID,
                    CREATED,
                    "/dyff/admin",
                    event.body(),
                    event.offset(),
                    event.time(),
                    false,
                    null,
                    null,
                    null,
                    null);
            assertThat(fold.send(admin)).isInstanceOf(Outcome.Changed.class);
        }

        @Test
        void shouldRefuseAnEntityAboveTheCap() {
            assertIllegal(fold.send(CREATED, evaluation().put("name", "x".repeat(4096))), "more than 4096");
        }

        @Test
        void shouldTakeStatusAndEndWhenTheEntityFillsTheCap() {
            ObjectNode body = evaluation().put("name", "");
            int free = 4096 - Json.bytes(body).length - 70;
            assertThat(fold.send(CREATED, body.put("name", "x".repeat(free)))).isInstanceOf(Outcome.Changed.class);
            assertThat(fold.send(STATUS, status("Failed", "InferenceFailed").put("message", "m".repeat(1000))))
                    .isInstanceOf(Outcome.Changed.class);
            assertThat(fold.send(STATUS, status("Deleted", "DeleteCommand"))).isInstanceOf(Outcome.Changed.class);
            assertThat(fold.entity().path("status").asText()).isEqualTo("Deleted");
            assertIllegal(fold.send(LABELS, labels("a", "b".repeat(1000))), "more than 4096");
        }

        private EntityEvent hashed(JsonNode body, String hash) {
            EntityEvent e = fold.event(CREATED, body);
            return new EntityEvent(ID, CREATED, "/dyff/api", body, e.offset(), e.time(), true, hash, null, null, null);
        }
    }

    @Nested
    class Patches {
        @Test
        void shouldSetTheTimeOfTheRecordWhenTheStatusChanges() {
            fold.send(CREATED, evaluation());
            fold.send(STATUS, status("Created", "QuotaLimit"));
            assertThat(fold.entity().path("lastTransitionTime").asText())
                    .isEqualTo(START.plusSeconds(2).toString());
            assertThat(fold.entity().path("metadata").path("revision").asText())
                    .isEqualTo(EntityIds.namespaced(ID, "2"));
        }

        @Test
        void shouldLeaveTheTimeAloneWhenALabelChanges() {
            fold.send(CREATED, evaluation());
            fold.send(LABELS, labels("a", "b"));
            assertThat(fold.entity().has("lastTransitionTime")).isFalse();
            fold.send(LABELS, labels("a", null));
            assertThat(fold.entity().path("labels")).isEmpty();
        }

        @Test
        void shouldDropTheMessageWithItsReason() {
            fold.send(CREATED, evaluation());
            fold.send(STATUS, status("Created", "QuotaLimit").put("message", "Account quota exceeded: 3/2"));
            assertThat(fold.entity().path("message").asText()).startsWith("Account");
            fold.send(STATUS, status("Admitted", null));
            assertThat(fold.entity().has("message")).isFalse();
            assertThat(fold.entity().has("reason")).isFalse();
        }

        @Test
        void shouldKeepDocumentationPartByPart() throws IOException {
            fold.send(CREATED, evaluation());
            fold.send(DOCUMENTATION, json("{\"metadata\":{\"documentation\":{\"title\":\"t\",\"summary\":\"s\"}}}"));
            fold.send(DOCUMENTATION, json("{\"metadata\":{\"documentation\":{\"summary\":null}}}"));
            assertThat(fold.entity().path("metadata").path("documentation")).hasToString("{\"title\":\"t\"}");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            STATUS        | {"status":"Admitted","account":"other"}       | identity change: account
            STATUS        | {"status":"Admitted","id":"other"}            | identity change: id
            LABELS        | {"labels":{},"creationTime":"x"}              | identity change: creationTime
            LABELS        | {"labels":{},"schemaVersion":"2"}             | identity change: schemaVersion
            LABELS        | {"labels":{},"kind":null}                     | identity change: kind
            STATUS        | {"status":"Admitted","dataset":"x"}           | 'dataset' is not allowed
            STATUS        | {"labels":{"a":"b"}}                          | 'labels' is not allowed
            LABELS        | {"status":"Deleted"}                          | 'status' is not allowed
            REPORTED      | {"labels":{}}                                 | 'labels' is not allowed
            DOCUMENTATION | {"metadata":{"revision":"x"}}                 | 'metadata' has the wrong form
            DOCUMENTATION | {"metadata":{"documentation":{"title":1}}}    | 'metadata' has the wrong form
            LABELS        | {"labels":null}                               | 'labels' has the wrong form
            LABELS        | {"labels":{"a":1}}                            | 'labels' has the wrong form
            STATUS        | {"status":null}                               | 'status' has the wrong form
            STATUS        | {"status":"Admitted","reason":1}              | 'reason' has the wrong form
            STATUS        | {}                                            | names no field
            STATUS        | {"status":"Cooked"}                           | unknown status 'Cooked'
            """)
        void shouldRefuseWhatAPatchMayNotTouch(EventType type, String body, String cause) throws IOException {
            TestingFold admitted = admitted("u1");
            JsonNode before = admitted.entity().deepCopy();
            assertIllegal(admitted.send(type, json(body), "u1", "1"), cause);
            assertThat(admitted.entity()).isEqualTo(before);
        }

        @Test
        void shouldTolerateAnIdentityThatIsTheSame() {
            fold.send(CREATED, evaluation());
            assertThat(fold.send(STATUS, status("Admitted", null).put("account", "test")))
                    .isInstanceOf(Outcome.Changed.class);
        }

        @Test
        void shouldRefuseEveryPatchOfAnUnknownEntity() {
            for (EventType type : List.of(STATUS, REPORTED, LABELS, DOCUMENTATION, FORGOTTEN)) {
                assertIllegal(fold.send(type, status("Admitted", null)), "unknown entity");
            }
        }
    }

    @Nested
    class Transitions {
        /** Current status and reason, next status and reason, and what comes of it. */
        @ParameterizedTest
        @CsvSource(nullValues = "-", textBlock = """
            Created, -, Created, UnsatisfiedDependency, changed
            Created, UnsatisfiedDependency, Created, QuotaLimit, changed
            Created, QuotaLimit, Created, -, changed
            Created, -, WaitingForUpload, -, changed
            Created, QuotaLimit, Admitted, -, changed
            Created, -, Ready, -, changed
            Created, -, Error, FailedDependency, changed
            Created, -, Terminated, TerminateCommand, changed
            Created, -, Created, -, unchanged
            WaitingForUpload, -, Created, QuotaLimit, lower rank
            WaitingForUpload, -, Ready, -, changed
            Admitted, -, Created, QuotaLimit, lower rank
            Admitted, -, Admitted, Unverified, changed
            Admitted, Unverified, Admitted, -, admitted again
            Admitted, Unverified, Admitted, Unverified, unchanged
            Admitted, -, Available, -, changed
            Available, -, Admitted, -, lower rank
            Complete, -, Failed, InferenceFailed, terminal
            Complete, -, Complete, -, unchanged
            Complete, -, Complete, Complete, terminal
            Complete, -, Admitted, -, terminal
            Complete, -, Deleted, DeleteCommand, changed
            Terminated, TerminateCommand, Terminated, KubernetesResourceDeleted, terminal
            Deleted, DeleteCommand, Terminated, KubernetesResourceDeleted, terminal
            Deleted, DeleteCommand, Deleted, DeleteCommand, unchanged
            Deleted, DeleteCommand, Complete, -, terminal
            """)
        void shouldFollowTheOrderOfStatuses(String from, String fromReason, String to, String toReason, String result) {
            fold.send(CREATED, evaluation());
            fold.send(STATUS, status(from, fromReason));
            JsonNode before = fold.entity().deepCopy();
            String outcome = switch (fold.send(STATUS, status(to, toReason))) {
                case Outcome.Changed changed -> "changed";
                case Outcome.Unchanged unchanged -> "unchanged";
                case Outcome.Stale stale -> stale.cause();
                case Outcome.Illegal illegal -> illegal.cause();
            };
            assertThat(outcome).isEqualTo(result);
            if (!outcome.equals("changed")) {
                assertThat(fold.entity()).isEqualTo(before);
            }
        }

        @Test
        void shouldKeepATerminalMessageWhenAStatusWithoutOneComesAgain() {
            fold.send(CREATED, evaluation());
            fold.send(STATUS, status("Failed", null).put("message", "m"));
            assertStale(fold.send(STATUS, status("Failed", null)), "terminal");
            assertThat(fold.entity().path("message").asText()).isEqualTo("m");
        }
    }

    @Nested
    class Reports {
        @Test
        void shouldTakeAReportFromTheObjectThatWasAdmitted() {
            TestingFold admitted = admitted("u1");
            assertThat(admitted.send(REPORTED, status("Complete", null), "u1", "9"))
                    .isInstanceOf(Outcome.Changed.class);
            assertThat(admitted.state().orElseThrow().kubeRv()).isEqualTo("9");
        }

        @Test
        void shouldIgnoreAReportBeforeTheAdmission() {
            fold.send(CREATED, evaluation());
            assertStale(fold.send(REPORTED, status("Complete", null), "u1", "9"), "not admitted");
        }

        @Test
        void shouldIgnoreAReportFromAnotherObject() {
            assertStale(admitted("u1").send(REPORTED, status("Complete", null), "u2", "9"), "foreign uid");
            assertStale(admitted("u1").send(REPORTED, status("Complete", null), null, "9"), "foreign uid");
        }

        @Test
        void shouldIgnoreAnOlderReport() {
            TestingFold admitted = admitted("u1");
            admitted.send(REPORTED, status("Admitted", "Unverified"), "u1", "10");
            assertStale(admitted.send(REPORTED, status("Complete", null), "u1", "9"), "older report");
            assertThat(admitted.send(REPORTED, status("Complete", null), "u1", "10"))
                    .isInstanceOf(Outcome.Changed.class);
        }

        @Test
        void shouldIgnoreAReportAfterTheEnd() {
            TestingFold admitted = admitted("u1");
            admitted.send(STATUS, status("Deleted", "DeleteCommand"));
            assertStale(
                    admitted.send(REPORTED, status("Terminated", "KubernetesResourceDeleted"), "u1", "9"), "terminal");
        }

        @Test
        void shouldFollowTheOrchestratorToANewObject() {
            TestingFold admitted = admitted("u1");
            assertThat(admitted.send(STATUS, status("Admitted", null), "u1", null))
                    .isInstanceOf(Outcome.Unchanged.class);
            assertThat(admitted.send(STATUS, status("Admitted", null), "u2", null))
                    .isInstanceOf(Outcome.Changed.class);
            assertThat(admitted.state().orElseThrow().kubeUid()).isEqualTo("u2");
            assertStale(admitted.send(REPORTED, status("Complete", null), "u1", "9"), "foreign uid");
        }

        @Test
        void shouldStayWithTheObjectThatHasReportedProgress() {
            TestingFold admitted = admitted("u1");
            admitted.send(REPORTED, status("Admitted", "Unverified"), "u1", "10");
            assertStale(admitted.send(STATUS, status("Admitted", null), "u2", null), "admitted again");
        }
    }

    @Nested
    class Quotas {
        @Test
        void shouldReplaceTheLimitAndKeepTheUsageWhenPutAgain() {
            fold.send(PUT, quota().put("usage", "3").put("duration", "PT1H"));
            assertThat(fold.send(PUT, quota().put("limit", "9"))).isInstanceOf(Outcome.Changed.class);
            assertThat(fold.entity().path("limit").asText()).isEqualTo("9");
            assertThat(fold.entity().path("usage").asText()).isEqualTo("3");
            assertThat(fold.entity().has("duration")).isFalse();
        }

        @Test
        void shouldChangeNothingWhenTheSameIsPut() {
            fold.send(PUT, quota());
            assertThat(fold.send(PUT, quota())).isInstanceOf(Outcome.Unchanged.class);
        }

        @Test
        void shouldMakeAQuotaAgainWhenItWasDeleted() {
            fold.send(PUT, quota().put("usage", "3"));
            fold.send(STATUS, status("Deleted", "DeleteCommand"));
            assertThat(fold.send(PUT, quota().put("limit", "9"))).isInstanceOf(Outcome.Changed.class);
            assertThat(fold.entity().path("status").asText()).isEqualTo("Ready");
            assertThat(fold.entity().path("limit").asText()).isEqualTo("9");
            assertThat(fold.entity().has("usage")).isFalse();
            assertThat(fold.entity().has("reason")).isFalse();
        }

        @Test
        void shouldRefuseAnotherPrincipalUnderTheSameId() {
            fold.send(PUT, quota());
            assertIllegal(fold.send(PUT, quota().put("principal", "__global__")), "identity change: principal");
        }

        @Test
        void shouldRefuseToPutWhatIsNoQuota() {
            assertIllegal(fold.send(PUT, evaluation()), "Evaluation cannot be put");
        }
    }

    @Nested
    class Endings {
        @Test
        void shouldForgetADeletedEntity() {
            fold.send(CREATED, evaluation());
            fold.send(STATUS, status("Deleted", "DeleteCommand"));
            Outcome forgotten = fold.send(FORGOTTEN, NullNode.getInstance());
            assertThat(((Outcome.Changed) forgotten).state().isForgotten()).isTrue();
            assertIllegal(fold.send(LABELS, labels("a", "b")), "the entity was forgotten");
            assertIllegal(fold.send(CREATED, evaluation()), "the entity was forgotten");
            assertThat(fold.send(FORGOTTEN, NullNode.getInstance())).isInstanceOf(Outcome.Unchanged.class);
        }

        @Test
        void shouldForgetNothingThatIsMadeAgainUnderItsKey() {
            fold.send(PUT, quota());
            fold.send(STATUS, status("Deleted", "DeleteCommand"));
            assertIllegal(fold.send(FORGOTTEN, NullNode.getInstance()), "Quota cannot be forgotten");
        }

        @Test
        void shouldRefuseToForgetALivingEntity() {
            fold.send(CREATED, evaluation());
            assertIllegal(fold.send(FORGOTTEN, NullNode.getInstance()), "only a Deleted entity");
        }

        @Test
        void shouldHearAHeartbeatWithoutDoingAnything() {
            assertThat(fold.send(HEARTBEAT, NullNode.getInstance())).isInstanceOf(Outcome.Unchanged.class);
        }
    }

    private static void assertIllegal(Outcome outcome, String cause) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Illegal.class,
                        illegal -> assertThat(illegal.cause()).contains(cause));
    }

    private static void assertStale(Outcome outcome, String cause) {
        assertThat(outcome).isEqualTo(new Outcome.Stale(cause));
    }

    private static JsonNode json(String text) throws IOException {
        return Json.parse(text.getBytes(UTF_8));
    }
}
