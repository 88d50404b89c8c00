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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Signs and reads bearer tokens: JWT, HS256 and nothing else, the key by its id. */
public final class Tokens {
    private static final String SESSION = "dyff_session";
    private static final String PERMISSIONS_VERSION = "permissionsVersion";
    private static final long CLOCK_SKEW_SECONDS = 5;
    private final SigningKeys keys;
    private final KeyStates states;
    private final Clock clock;
    /** By their text, those whose signature was found good: the secrets never change, the times and the key's state are looked at again. */
    private final Cache<String, Signed> signed = Caffeine.newBuilder()
            .expireAfterAccess(Duration.ofMinutes(10))
            .maximumSize(1_000)
            .build();

    /** With the keys that are configured, and no other. */
    public Tokens(SigningKeys keys, Clock clock) {
        this(keys, KeyStates.none(), clock);
    }

    public Tokens(SigningKeys keys, KeyStates states, Clock clock) {
        this.keys = keys;
        this.states = states;
        this.clock = clock;
    }

    private record Signed(Token token, String kid) {}

    /** Id of the key that signs. */
    public String kid() {
        return keys.signing(states);
    }

    /** The signed text: the same for the same token and secret. */
    public String sign(Token token) {
        return sign(token, kid());
    }

    /** The text as that key signs it. */
    public String sign(Token token, String kid) {
        return sign(token, kid, keys.secret(kid));
    }

    /**
     * The text of a token that was signed before, letter for letter; empty when the secret that signed it is retired.
     *
     * @param kid which secret that was, null for the first
     */
    public Optional<String> signAgain(Token token, @Nullable String kid) {
        String named = kid == null ? SigningKeys.DEFAULT_KID : kid;
        return keys.find(named).filter(secret -> !states.isRetired(named)).map(secret -> sign(token, named, secret));
    }

    private static String sign(Token token, String kid, byte[] secret) {
        ObjectNode claims = Json.object();
        claims.put("jti", token.id());
        claims.put("sub", token.subject());
        claims.put("nbf", token.created().getEpochSecond());
        claims.put("iat", token.created().getEpochSecond());
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
                    .keyID(kid)
                    .build();
            JWSObject object = new JWSObject(header, new Payload(Json.bytes(claims)));
            object.sign(new MACSigner(secret));
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
        Signed known = signed.getIfPresent(text);
        Signed read = known == null ? verified(text) : known;
        if (states.isRetired(read.kid())) {
            throw new BadTokenException("unverified: the key that signed the token is retired");
        }
        Token token = read.token();
        Instant now = clock.instant();
        if (!token.expires().isAfter(now)) {
            throw new BadTokenException("the token has expired");
        }
        if (token.created().isAfter(now.plusSeconds(CLOCK_SKEW_SECONDS))) {
            throw new BadTokenException("the token is not valid yet");
        }
        if (known == null) {
            signed.put(text, read);
        }
        return token;
    }

    private Signed verified(String text) throws BadTokenException {
        try {
            JWSObject object = JWSObject.parse(text);
            if (!JWSAlgorithm.HS256.equals(object.getHeader().getAlgorithm())) {
                throw new BadTokenException("bad signature");
            }
            String named = object.getHeader().getKeyID();
            String kid = named == null ? SigningKeys.DEFAULT_KID : named;
            byte[] secret = keys.find(kid).orElseThrow(() -> new BadTokenException("bad signature"));
            if (!object.verify(new MACVerifier(secret))) {
                throw new BadTokenException("bad signature");
            }
            return new Signed(token(Json.parse(object.getPayload().toBytes())), kid);
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
