package io.dyff.routes.http.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.http.problem.ProblemException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

    @Test
    void shouldAskOneAccountToWaitAndNoOther() {
        RateLimits limits = new RateLimits(new RateSettings(1L, 3L));
        IntStream.range(0, 3).forEach(request -> limits.count("Account/busy"));
        Problem problem = catchThrowableOfType(ProblemException.class, () -> limits.count("Account/busy"))
                .problem();
        assertThat(problem.status()).isEqualTo(429);
        assertThat(problem.headers().get("Retry-After")).matches("[1-9]\\d*");
        assertThat(problem.detail()).contains("Account/busy", "1 requests a second");
        limits.count("Account/other");
    }

    @Test
    void shouldLimitNobodyWhenTheRateIsNought() {
        RateLimits limits = new RateLimits(new RateSettings(0L, 1L));
        IntStream.range(0, 10_000).forEach(request -> limits.count("Account/busy"));
        assertThatIllegalArgumentException().isThrownBy(() -> new RateSettings(-1L, 1L));
    }
}
