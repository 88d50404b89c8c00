package io.dyff.routes.http.security;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** Turns a bearer token into its caller: signature and times first, and only then a look into the database. */
final class VerifyBearer implements AuthenticationManager {
    private final Tokens tokens;
    private final KeyRegister register;

    VerifyBearer(Tokens tokens, KeyRegister register) {
        this.tokens = tokens;
        this.register = register;
    }

    /** Accepts no token at all. */
    static AuthenticationManager refusing() {
        return authentication -> {
            throw new InvalidBearerTokenException("this process serves no requests");
        };
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        String text = ((BearerTokenAuthenticationToken) authentication).getToken();
        try {
            Token token = tokens.read(text);
            if (!register.counts(token)) {
                throw new InvalidBearerTokenException(
                        "unverified: the token was revoked, or its account is not active or has other permissions now");
            }
            return new CallerAuthentication(token.caller(), () -> stillCounts(text));
        } catch (BadTokenException e) {
            throw new InvalidBearerTokenException(String.valueOf(e.getMessage()), e);
        }
    }

    private boolean stillCounts(String text) {
        try {
            return register.counts(tokens.read(text));
        } catch (BadTokenException e) {
            return false;
        }
    }
}
