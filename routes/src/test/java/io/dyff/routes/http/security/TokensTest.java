package io.dyff.routes.http.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import io.dyff.routes.json.Json;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TokensTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String OTHER = "fedcba9876543210fedcba9876543210";
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private final Tokens tokens = tokens(new SigningKeys(SECRET, Map.of(), null), NOW);
    private final Token token = new Token(
            "t1",
            "Account/acme",
            List.of(new Grant(Set.of("datasets"), Set.of("get"), Set.of("acme"), Set.of())),
            NOW,
            NOW.plusSeconds(60),
            null);

    @Test
    void shouldReadBackWhatItSigns() throws Exception {
        String text = tokens.sign(token);
        assertThat(tokens.read(text)).isEqualTo(token);
        String[] parts = text.split("\\.");
        var header = Json.parse(Base64.getUrlDecoder().decode(parts[0]));
        var claims = Json.parse(Base64.getUrlDecoder().decode(parts[1]));
        assertThat(header.path("alg").asText()).isEqualTo("HS256");
        assertThat(header.path("typ").asText()).isEqualTo("JWT");
        assertThat(header.path("kid").asText()).isEqualTo("default");
        assertThat(claims.path("nbf").asLong()).isEqualTo(claims.path("iat").asLong());
        assertThat(claims.at("/grants/0/entities").isArray()).isTrue();
    }

    @Test
    void shouldCarryThePermissionsVersionOfSessionTokensAlone() throws Exception {
        Token session =
                new Token("j", "Account/a", List.of(), NOW.minusSeconds(1), NOW.plusSeconds(60), null, "version");
        assertThat(tokens.read(tokens.sign(session))).isEqualTo(session);
        assertThat(tokens.read(tokens.sign(token)).permissionsVersion()).isNull();
    }

    @Test
    void shouldRefuseExpiredEarlyAndForgedTokens() {
        String text = tokens.sign(token);
        refuses(tokens(new SigningKeys(SECRET, Map.of(), null), NOW.plusSeconds(60)), text, "expired");
        refuses(tokens(new SigningKeys(SECRET, Map.of(), null), NOW.minusSeconds(60)), text, "not valid yet");
        refuses(tokens(new SigningKeys(OTHER, Map.of(), null), NOW), text, "bad signature");
        refuses(tokens, text.substring(0, text.length() - 2) + "AA", "bad signature");
        refuses(tokens, "garbage", "bad signature");
    }

    @Test
    void shouldRefuseKnownTokenWhenItsTimeIsOver() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(NOW);
        Tokens aging = new Tokens(
                new SigningKeys(SECRET, Map.of(), null), ((InstantSource) now::get).withZone(ZoneOffset.UTC));
        String text = aging.sign(token);
        assertThat(aging.read(text)).isEqualTo(token);
        now.set(NOW.plusSeconds(59));
        assertThat(aging.read(text)).isEqualTo(token);
        now.set(NOW.plusSeconds(60));
        refuses(aging, text, "expired");
    }

    @Test
    void shouldRefuseEveryOtherAlgorithm() throws Exception {
        String none = Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"none\"}".getBytes(UTF_8));
        String text = tokens.sign(token);
        refuses(tokens, none + "." + text.split("\\.")[1] + ".", "bad signature");
        byte[] longSecret = (SECRET + SECRET).getBytes(UTF_8);
        JWSObject hs512 = new JWSObject(new JWSHeader(JWSAlgorithm.HS512), new Payload(text.split("\\.")[1]));
        hs512.sign(new MACSigner(longSecret));
        refuses(tokens(new SigningKeys(SECRET + SECRET, Map.of(), null), NOW), hs512.serialize(), "bad signature");
    }

    @Test
    void shouldAcceptOldTokensWhileTheSecretIsReplaced() throws Exception {
        String old = tokens.sign(token);
        Tokens rotating = tokens(new SigningKeys(SECRET, Map.of("k2", OTHER), "k2"), NOW);
        assertThat(rotating.read(old)).isEqualTo(token);
        String fresh = rotating.sign(token);
        assertThat(rotating.read(fresh)).isEqualTo(token);
        refuses(tokens, fresh, "bad signature");
    }

    @Test
    void shouldSignByTheNewestKeyInUseAndRefuseTheTokensOfRetiredOnes() throws Exception {
        List<KeyStates.State> states = new ArrayList<>();
        SigningKeys keys = new SigningKeys(SECRET, Map.of(), null);
        Tokens changing = new Tokens(keys, () -> states, Clock.fixed(NOW, ZoneOffset.UTC));
        String first = changing.sign(token);
        String added = keys.derivedKid();
        states.add(new KeyStates.State(added, false));
        String second = changing.sign(token);
        assertThat(header(second).path("kid").asText()).isEqualTo(added);
        assertThat(changing.read(first)).isEqualTo(token);
        assertThat(changing.read(second)).isEqualTo(token);
        // The secret of an added key is not the one that it is derived from.
        String renamed = tokens.sign(token).split("\\.")[2];
        assertThat(second.split("\\.")[2]).isNotEqualTo(renamed);
        states.set(0, new KeyStates.State(added, true));
        refuses(changing, second, "retired");
        assertThat(header(changing.sign(token)).path("kid").asText()).isEqualTo("default");
        assertThat(changing.signAgain(token, added)).isEmpty();
        assertThat(changing.signAgain(token, null)).contains(first);
    }

    @Test
    void shouldSignByNoKeyOfASecretThatAnotherHasReplaced() {
        String added = new SigningKeys(SECRET, Map.of(), null).derivedKid();
        KeyStates states = () -> List.of(new KeyStates.State(added, false));
        SigningKeys replaced = new SigningKeys(SECRET, Map.of("k2", OTHER), "k2");
        assertThat(new Tokens(replaced, states, Clock.systemUTC()).kid()).isEqualTo("k2");
        assertThat(replaced.derivedKid()).startsWith("k2.");
    }

    @Test
    void shouldRefuseTheKeyOfAnotherPlatformWhateverItIsCalled() {
        SigningKeys foreign = new SigningKeys(OTHER, Map.of(), null);
        refuses(tokens, tokens(foreign, NOW).sign(token, foreign.derivedKid()), "bad signature");
    }

    private static JsonNode header(String text) throws IOException {
        return Json.parse(Base64.getUrlDecoder().decode(text.split("\\.")[0]));
    }

    @Test
    void shouldNameTheSettingOfAWeakOrMissingSecret() {
        assertThatThrownBy(() -> new SigningKeys(null, Map.of(), null)).hasMessageContaining(SigningKeys.SETTING);
        assertThatThrownBy(() -> new SigningKeys("short", Map.of(), null)).hasMessageContaining("5 bytes");
        assertThatThrownBy(() -> new SigningKeys(SECRET, Map.of(), "k9")).hasMessageContaining("k9");
    }

    private static void refuses(Tokens tokens, String text, String message) {
        assertThatThrownBy(() -> tokens.read(text))
                .isInstanceOf(BadTokenException.class)
                .hasMessageContaining(message);
    }

    private static Tokens tokens(SigningKeys keys, Instant now) {
        return new Tokens(keys, Clock.fixed(now, ZoneOffset.UTC));
    }
}
