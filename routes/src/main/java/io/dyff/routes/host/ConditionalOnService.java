package io.dyff.routes.host;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Conditional;

/** The beans of a configuration or method exist only when one of the services is on ({@code dyff.services}). */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Conditional(OnService.class)
public @interface ConditionalOnService {

    /** Services of which at least one must be on. */
    Service[] value();
}
