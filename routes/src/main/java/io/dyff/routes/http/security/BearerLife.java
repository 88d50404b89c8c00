package io.dyff.routes.http.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.BooleanSupplier;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;

/** Says whether a token that was verified once still counts, for requests that last. */
public final class BearerLife {
    private final BearerTokenResolver resolver = new DefaultBearerTokenResolver();
    private final Tokens tokens;
    private final KeyRegister register;

    BearerLife(Tokens tokens, KeyRegister register) {
        this.tokens = tokens;
        this.register = register;
    }

    /** Tells, each time it is asked, whether the token of the request has neither expired nor been revoked. */
    public BooleanSupplier of(HttpServletRequest request) {
        String text = String.valueOf(resolver.resolve(request));
        return () -> counts(text);
    }

    private boolean counts(String text) {
        try {
            return register.counts(tokens.read(text));
        } catch (BadTokenException e) {
            return false;
        }
    }
}
