package io.dyff.routes.api.read.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dyff.routes.http.problem.ProblemException;
import io.dyff.routes.http.security.Caller;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryStatementTest {
    private static final Kind EVALUATION = Kinds.standard().get("Evaluation");
    private static final Caller.Scope ALL = new Caller.Scope(Set.of("*"), Set.of());
    private static final String EVIL = "'; drop table entity; --";

    @Test
    void shouldBindEveryWordOfTheCaller() {
        QueryStatement statement = statement(
                Map.of(
                        "name",
                        EVIL,
                        "model",
                        EVIL,
                        "status",
                        EVIL,
                        "labels",
                        "{\"" + EVIL + "\":\"" + EVIL + "\"}",
                        "orderBy",
                        "name",
                        "order",
                        "descending",
                        "after",
                        "[\"" + EVIL + "\",\"" + EVIL + "\"]"),
                new Caller.Scope(Set.of(EVIL), Set.of(EVIL)));
        assertThat(statement.text()).doesNotContain("drop").endsWith(" limit 10");
        assertThat(statement.values().toString()).isNotEmpty();
    }

    @Test
    void shouldLeaveTheReachOutOnlyForThoseWhoReachEverything() {
        assertThat(statement(Map.of(), ALL).text()).doesNotContain("accounts");
        assertThat(statement(Map.of(), new Caller.Scope(Set.of("a"), Set.of())).text())
                .contains("(account = any(:?accounts) or id = any(:?entities))");
    }

    @Test
    void shouldReadBothSpellings() {
        assertThat(request(Map.of("inference_service_name", "x")).equals())
                .isEqualTo(request(Map.of("inferenceServiceName", "x")).equals());
    }

    @Test
    void shouldWarnAboutUnknownParameters() {
        QueryRequest request = request(Map.of("foo", "x", "query", "{\"model\":[\"a\",\"b\"]}"));
        assertThat(request.warnings()).hasSize(1);
        assertThat(request.equals())
                .singleElement()
                .satisfies(c -> assertThat(c.values()).containsExactly("a", "b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a'b", "a..b", ".a", "a b", "1a", "a->b", ""})
    void shouldRefuseFieldsThatAreNoNames(String field) {
        assertThatThrownBy(() -> request(Map.of("orderBy", field, "order", "ascending")))
                .isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "1", "[]", "[[]]", "[1]", "{\"bar\":1}", "{\"model\":{}}", "{\"model\":null}", "\"x\""})
    void shouldRefuseQueriesThatAreNoConditions(String query) {
        assertThatThrownBy(() -> request(Map.of("query", query))).isInstanceOf(ProblemException.class);
    }

    private static QueryStatement statement(Map<String, String> parameters, Caller.Scope scope) {
        return QueryStatement.of(EVALUATION, request(parameters), new Reach(scope, null), 10, 100, true);
    }

    private static QueryRequest request(Map<String, String> parameters) {
        return QueryRequest.of(EVALUATION, parameters.keySet(), parameters::get);
    }
}
