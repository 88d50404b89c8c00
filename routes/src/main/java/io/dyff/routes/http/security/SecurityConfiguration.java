package io.dyff.routes.http.security;

import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.http.problem.Problems;
import jakarta.servlet.Filter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.web.servlet.handler.HandlerMappingIntrospector;

/** Requires a verified bearer token on every path but those of {@link OpenPaths}. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@EnableConfigurationProperties(RateSettings.class)
class SecurityConfiguration {

    /** One observation a request is enough, the server's own; by default there are two more for each filter. */
    @Bean
    SecurityObservationSettings securityObservationSettings() {
        return SecurityObservationSettings.noObservations();
    }

    /** Spring Security has each request's handler looked up before the dispatcher does, and nothing here asks for it. */
    @Bean
    static BeanPostProcessor noSecondHandlerLookup(ApplicationContext context) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof HandlerMappingIntrospector ? WithoutCache.in(context) : bean;
            }
        };
    }

    /** Looks for a handler only when it is asked for one. */
    private static final class WithoutCache extends HandlerMappingIntrospector {
        static WithoutCache in(ApplicationContext context) {
            WithoutCache introspector = new WithoutCache();
            introspector.setApplicationContext(context);
            introspector.afterPropertiesSet();
            return introspector;
        }

        @Override
        public Filter createCacheFilter() {
            return (request, response, chain) -> chain.doFilter(request, response);
        }
    }

    /**
     * The edge before it has judged the path and the method already. A header or a parameter that no sender should have sent
     * is judged by whoever reads it: a token of odd bytes is a bad token, not a bad request.
     */
    @Bean
    HttpFirewall httpFirewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        firewall.setAllowedHeaderValues(value -> true);
        firewall.setAllowedParameterNames(name -> true);
        return firewall;
    }

    /** Without the api service nobody can show a token: then only the open paths answer. */
    @Bean
    SecurityFilterChain securityFilterChain(HttpSecurity http, ObjectProvider<VerifyBearer> tokens, RateSettings rate)
            throws Exception {
        VerifyBearer found = tokens.getIfAvailable();
        AuthenticationManager verify = found == null ? VerifyBearer.refusing() : found;
        return http.sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(paths -> paths.requestMatchers(OpenPaths.all())
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .oauth2ResourceServer(server -> server.authenticationManagerResolver(request -> verify)
                        .bearerTokenResolver(new PresentedToken())
                        .authenticationEntryPoint(unauthenticated())
                        .accessDeniedHandler(forbidden()))
                .addFilterAfter(new RateFilter(new RateLimits(rate)), BearerTokenAuthenticationFilter.class)
                .exceptionHandling(
                        e -> e.authenticationEntryPoint(unauthenticated()).accessDeniedHandler(forbidden()))
                .build();
    }

    private static AuthenticationEntryPoint unauthenticated() {
        return (request, response, reason) -> Problems.write(
                Problem.unauthenticated(
                                request.getHeader("Authorization") == null
                                        ? "Not authenticated"
                                        : String.valueOf(reason.getMessage()))
                        .with("WWW-Authenticate", PresentedToken.challenge(request)),
                response);
    }

    private static AccessDeniedHandler forbidden() {
        return (request, response, reason) ->
                Problems.write(Problem.forbidden(String.valueOf(reason.getMessage())), response);
    }
}
