package io.dyff.routes;

import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpAutoConfiguration;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration;
import org.springframework.core.NestedExceptionUtils;

/** Runs the services named by {@code dyff.services}, as Camel routes on Spring Boot. */
@SpringBootApplication(
        exclude = {
            FlywayAutoConfiguration.class,
            UserDetailsServiceAutoConfiguration.class,
            SpringBootPlatformHttpAutoConfiguration.class
        })
public class Host {

    public static void main(String[] args) {
        try {
            SpringApplication.run(Host.class, args);
        } catch (RuntimeException | Error e) {
            // Threads of a half-started context would keep the process alive, and look like a running service.
            LoggerFactory.getLogger(Host.class)
                    .error(
                            "start failed: {}",
                            NestedExceptionUtils.getMostSpecificCause(e).getMessage());
            System.exit(1);
        }
    }
}
