package io.dyff.operator.controller.health;

import java.time.Duration;

/**
 * A resource whose pass is wanted and has not ended.
 *
 * @param resource {@code kind/name}
 * @param time since when
 */
public record Wait(String resource, Duration time) {}
