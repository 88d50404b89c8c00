package io.dyff.routes.host;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Compares {@link ConditionalOnService} with {@code dyff.services}. */
final class OnService implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        Map<String, Object> attributes = Objects.requireNonNull(
                metadata.getAnnotationAttributes(ConditionalOnService.class.getName()), "@ConditionalOnService");
        Set<Service> on = Service.parse(context.getEnvironment().getProperty("dyff.services", Service.ALL));
        return Arrays.stream((Service[]) Objects.requireNonNull(attributes.get("value")))
                .anyMatch(on::contains);
    }
}
