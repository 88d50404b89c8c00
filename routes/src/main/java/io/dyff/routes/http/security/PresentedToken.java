package io.dyff.routes.http.security;

import io.dyff.routes.http.ContractPaths;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.authentication.www.BasicAuthenticationConverter;

/**
 * Where a request shows its token: as a bearer; for the registry also as the password of any user, which is all that its
 * clients can do. Source: contract/api.md section 14.
 */
final class PresentedToken implements BearerTokenResolver {
    private final BearerTokenResolver bearer = new DefaultBearerTokenResolver();
    private final BasicAuthenticationConverter basic = new BasicAuthenticationConverter();

    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        if (ContractPaths.isRegistry(request.getRequestURI())) {
            String password = password(request);
            if (password != null) {
                return password;
            }
        }
        return bearer.resolve(request);
    }

    private @Nullable String password(HttpServletRequest request) {
        try {
            Authentication shown = basic.convert(request);
            return shown == null ? null : String.valueOf(shown.getCredentials());
        } catch (AuthenticationException e) {
            throw new InvalidBearerTokenException(String.valueOf(e.getMessage()), e);
        }
    }

    /** How a request without a token is asked for one. */
    static String challenge(HttpServletRequest request) {
        return ContractPaths.isRegistry(request.getRequestURI()) ? "Basic realm=\"dyff\"" : "Bearer";
    }
}
