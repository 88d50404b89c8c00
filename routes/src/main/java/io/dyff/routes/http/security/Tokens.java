package io.dyff.routes.http.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import io.dyff.routes.json.Json;
import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Signs and reads bearer tokens: JWT, HS256 and nothing else, the key by its id. */
public final class Tokens {
    private static final String SESSION = "dyff_session";
    private static final String PERMISSIONS_VERSION = "permissionsVersion";
    private static final long CLOCK_SKEW_SECONDS = 5;
    private final SigningKeys keys;
    private final Clock clock;
    /** By their text, those whose signature was found good: the keys never change, the times are looked at again. */
    private final Cache<String, Token> signed = Caffeine.newBuilder()
            .expireAfterAccess(Duration.ofMinutes(10))
            .maximumSize(1_000)
            .build();

    public Tokens(SigningKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** Id of the key that signs. */
    public String kid() {
        return keys.current();
    }

    /** The signed text. */
    public String sign(Token token) {
        ObjectNode claims = Json.object();
        claims.put("jti", token.id());
        claims.put("sub", token.subject());
        claims.put("nbf", token.created().getEpochSecond());
        claims.put("iat", clock.instant().getEpochSecond());
        claims.put("exp", token.expires().getEpochSecond());
        claims.set("grants", Grant.toJson(token.grants()));
        if (token.session() != null) {
            claims.put(SESSION, token.session());
        }
        if (token.permissionsVersion() != null) {
            claims.put(PERMISSIONS_VERSION, token.permissionsVersion());
        }
        try {
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                    .type(JOSEObjectType.JWT)
                    .keyID(keys.current())
                    .build();
            JWSObject object = new JWSObject(header, new Payload(Json.bytes(claims)));
            object.sign(new MACSigner(keys.secret(keys.current())));
            return object.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("the token cannot be signed", e);
        }
    }

    /**
     * Checks algorithm, key, signature and times, in this order, without asking anybody.
     *
     * @throws BadTokenException for everything that is wrong with it
     */
    public Token read(String text) throws BadTokenException {
        Token known = signed.getIfPresent(text);
        Token token = known == null ? token(verifiedClaims(text)) : known;
        Instant now = clock.instant();
        if (!token.expires().isAfter(now)) {
            throw new BadTokenException("the token has expired");
        }
        if (token.created().isAfter(now.plusSeconds(CLOCK_SKEW_SECONDS))) {
            throw new BadTokenException("the token is not valid yet");
        }
        if (known == null) {
            signed.put(text, token);
        }
        return token;
    }

    private JsonNode verifiedClaims(String text) throws BadTokenException {
        try {
            JWSObject object = JWSObject.parse(text);
            if (!JWSAlgorithm.HS256.equals(object.getHeader().getAlgorithm())) {
                throw new BadTokenException("bad signature");
            }
            byte[] secret =
                    keys.find(object.getHeader().getKeyID()).orElseThrow(() -> new BadTokenException("bad signature"));
            if (!object.verify(new MACVerifier(secret))) {
                throw new BadTokenException("bad signature");
            }
            return Json.parse(object.getPayload().toBytes());
        } catch (ParseException | JOSEException | IOException e) {
            throw new BadTokenException("bad signature", e);
        }
    }

    private static Token token(JsonNode claims) throws BadTokenException {
        for (String name : List.of("jti", "sub", "exp", "grants")) {
            if (!claims.has(name)) {
                throw new BadTokenException("bad signature: the token has no " + name);
            }
        }
        // Either of the two says since when: keys of the first generation carry nbf, the schema's text names iat.
        long created = claims.path("nbf").asLong(claims.path("iat").asLong(0));
        return new Token(
                claims.path("jti").asText(),
                claims.path("sub").asText(),
                Grant.listOf(claims.path("grants")),
                Instant.ofEpochSecond(created),
                Instant.ofEpochSecond(claims.path("exp").asLong()),
                text(claims, SESSION),
                text(claims, PERMISSIONS_VERSION));
    }

    private static @Nullable String text(JsonNode claims, String name) {
        return claims.hasNonNull(name) ? claims.path(name).asText() : null;
    }
}
