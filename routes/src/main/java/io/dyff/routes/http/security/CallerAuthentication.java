package io.dyff.routes.http.security;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** A verified {@link Caller} as Spring Security keeps it for the request. */
public final class CallerAuthentication extends AbstractAuthenticationToken {
    private static final long serialVersionUID = 1L;
    private final transient Caller caller;
    private final transient BooleanSupplier counts;

    /** @param counts asks whether the token still counts */
    CallerAuthentication(Caller caller, BooleanSupplier counts) {
        super(java.util.List.of());
        this.caller = caller;
        this.counts = counts;
        super.setAuthenticated(true);
    }

    /** The caller of the request that this thread serves. */
    public static Optional<Caller> current() {
        return ofRequest().map(CallerAuthentication::caller);
    }

    /** The same with its token's life, for answers that go on for long. */
    public static Optional<CallerAuthentication> ofRequest() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication authentication
                ? Optional.of(authentication)
                : Optional.empty();
    }

    public Caller caller() {
        return caller;
    }

    /** False from at most two seconds after the token was revoked, has expired, or its account lost what it had. */
    public boolean stillCounts() {
        return counts.getAsBoolean();
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Object getPrincipal() {
        return caller;
    }

    @Override
    public String getName() {
        return caller.subject();
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object other) {
        return other instanceof CallerAuthentication o && o.caller.equals(caller);
    }

    @Override
    public int hashCode() {
        return caller.hashCode();
    }
}
