package io.dyff.bench.scenario;

import java.time.Duration;

/**
 * How long to look.
 *
 * @param rounds each side is measured this often, in turn; medians are reported
 * @param round length of one
 * @param objects to hold where memory is measured; with 0 it is not
 * @param entities whose events and states are worked off in a round; up to ten times as many are made anew
 */
public record Effort(int rounds, Duration round, int objects, int entities) {}
