package io.dyff.routes.api;

import io.dyff.routes.Host;
import io.dyff.routes.testing.TestingKube;
import io.dyff.routes.testing.TestingPlatform;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ContextConfiguration;

/** The routes as shipped, on a real broker, database and S3 API, behind a real port; one application for all tests. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Execution(ExecutionMode.SAME_THREAD)
@SpringBootTest(
        classes = Host.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "dyff.services=api,aggregate,sink",
            "dyff.api.watch.heartbeat=1s",
            "dyff.api.open-challenges=open",
            "dyff.api.unlimited-submitters=exempt",
            // A broker that is late is not what these tests are about.
            "dyff.kafka.produce.request-timeout-ms=30000",
            "dyff.kafka.produce.delivery-timeout-ms=60000",
            "dyff.api.registry.host=" + ApiTestingContext.REGISTRY,
            "dyff.api.auth.api-key-signing-secret=" + ApiTestingContext.SECRET
        })
@ContextConfiguration(
        initializers = {TestingPlatform.class, TestingObjects.class, TestingSessions.class, TestingKube.class})
@interface ApiTestingContext {
    String REGISTRY = "images.example.org:5000";
    String SECRET = "0123456789abcdef0123456789abcdef";
}
