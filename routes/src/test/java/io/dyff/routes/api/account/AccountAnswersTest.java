package io.dyff.routes.api.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dyff.routes.account.Account;
import io.dyff.routes.account.AccountStatus;
import io.dyff.routes.account.AccountSummary;
import io.dyff.routes.account.ApiKey;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.http.security.Caller;
import io.dyff.routes.http.security.Role;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.operation.Operations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class AccountAnswersTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Account ACCOUNT =
            new Account("a", "a", Json.object(), AccountStatus.Active, null, null, List.of(), "v", NOW, null);
    private static final ApiKey KEY = new ApiKey("k", "a", List.of(), NOW, NOW, null, null, null, null);
    private static final AccountSummary SUMMARY = new AccountSummary("a", "a", AccountStatus.Active, NOW, 0);
    private final AccountAnswers answers = new AccountAnswers();
    private final ApiCall call = call();

    @Test
    void shouldRefuseWhatNoStepHasAuthorised() {
        List<ThrowingCallable> all = List.of(
                () -> answers.account(call, ACCOUNT, null),
                () -> answers.status(call, ACCOUNT),
                () -> answers.permissions(call, ACCOUNT),
                () -> answers.key(call, KEY),
                () -> answers.keys(call, List.of(KEY)),
                () -> answers.summaries(call, List.of(SUMMARY)));
        assertThat(all)
                .allSatisfy(
                        answer -> assertThatThrownBy(answer).hasMessageContaining("accounts_get answers what no step"));
        call.checked("a");
        assertThat(answers.key(call, KEY).path("subject").asText()).isEqualTo("Account/a");
        assertThat(answers.account(call, ACCOUNT, null).path("apiKeys").isArray())
                .isTrue();
    }

    private static ApiCall call() {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            return ApiCall.begin(
                    new DefaultExchange(camel),
                    new MockHttpServletRequest("GET", "/v0/accounts/a"),
                    Operations.standard().get("accounts_get"),
                    null,
                    new Caller("Account/a", "t", Role.Admin.grants("a")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
