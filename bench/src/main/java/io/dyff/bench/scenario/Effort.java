package io.dyff.bench.scenario;

import java.time.Duration;

/**
 * How long to look.
 *
 * @param rounds each side is measured this often, in turn; medians are reported
 * @param round length of one
 */
public record Effort(int rounds, Duration round) {}
