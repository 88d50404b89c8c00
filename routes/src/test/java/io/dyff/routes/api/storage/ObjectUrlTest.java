package io.dyff.routes.api.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dyff.routes.api.storage.ObjectUrl.Permit;
import io.dyff.routes.http.problem.ProblemException;
import io.dyff.routes.http.security.SigningKeys;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.web.util.UriUtils;

class ObjectUrlTest {
    private static final SigningKeys KEYS = new SigningKeys("0123456789abcdef0123456789abcdef", Map.of(), null);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Permit PERMIT = new Permit("PUT", "datasets", "0".repeat(32), "a b/ü=1.bin", 10, "a+b/c==");

    @Test
    void shouldReadBackWhatItSigns() {
        assertThat(check(NOW, "PUT", url())).isEqualTo(PERMIT);
    }

    @Test
    void shouldRefuseAfterAnHour() {
        assertThat(check(NOW.plusSeconds(3599), "PUT", url())).isEqualTo(PERMIT);
        refuses(NOW.plusSeconds(3600), "PUT", url());
    }

    @Test
    void shouldRefuseAnyChange() {
        refuses(NOW, "GET", url());
        refuses(NOW, "PUT", url().replace("datasets", "models"));
        refuses(NOW, "PUT", url().replace("max=10", "max=11"));
        refuses(NOW, "PUT", url().replace("exp=", "exp=1"));
        refuses(NOW, "PUT", url().replace("sig=", "sig=A"));
        refuses(NOW, "PUT", url().replaceFirst("&sig=.*", ""));
        refuses(NOW, "PUT", url().replace("a%20b", "a%20c"));
    }

    @Test
    void shouldSignWithTheCurrentKeyAndTakeThoseOfTheOthers() {
        String other = "f".repeat(32);
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        String signed = new ObjectUrl(
                        new SigningKeys("0123456789abcdef0123456789abcdef", Map.of("next", other), "next"), clock)
                .sign(PERMIT);
        refuses(NOW, "PUT", signed);
        assertThat(check(new SigningKeys(other, Map.of(), null), NOW, "PUT", signed))
                .isEqualTo(PERMIT);
        SigningKeys replaced = new SigningKeys(other, Map.of("last", "0123456789abcdef0123456789abcdef"), null);
        assertThat(check(replaced, NOW, "PUT", url())).isEqualTo(PERMIT);
    }

    private static String url() {
        return new ObjectUrl(KEYS, Clock.fixed(NOW, ZoneOffset.UTC)).sign(PERMIT);
    }

    private static void refuses(Instant now, String method, String url) {
        assertThatThrownBy(() -> check(now, method, url))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().status()).isEqualTo(403));
    }

    private static Permit check(Instant now, String method, String url) {
        return check(KEYS, now, method, url);
    }

    private static Permit check(SigningKeys keys, Instant now, String method, String url) {
        URI uri = URI.create(url);
        Map<String, String> parameters = new HashMap<>();
        for (String pair : uri.getRawQuery().split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], UriUtils.decode(parts[1], UTF_8));
        }
        return new ObjectUrl(keys, Clock.fixed(now, ZoneOffset.UTC)).check(method, uri.getPath(), parameters::get);
    }
}
