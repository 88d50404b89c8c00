package io.dyff.routes.testing;

import io.dyff.routes.Host;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

/** The aggregator and the sink, without a port; one application for all tests, which look at entities of their own. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Execution(ExecutionMode.SAME_THREAD)
@SpringBootTest(
        classes = Host.class,
        properties = {"dyff.services=aggregate,sink", "spring.main.web-application-type=none"})
@ContextConfiguration(initializers = TestingPlatform.class)
public @interface StateTestingContext {}
