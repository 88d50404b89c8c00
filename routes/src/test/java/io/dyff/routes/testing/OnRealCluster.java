package io.dyff.routes.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Of tests that use {@link TestingCluster}: skipped where the test command has found that there can be none. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@DisabledIfEnvironmentVariable(named = "DYFF_TEST_REAL", matches = "no", disabledReason = "no real control plane here")
@ResourceLock(value = OnRealCluster.LOCK, mode = ResourceAccessMode.READ)
public @interface OnRealCluster {
    /** Who holds it alone may take the cluster down. */
    String LOCK = "cluster";
}
