package io.dyff.operator.controller.status;

import java.util.List;

/**
 * What a pass found out about its resource.
 *
 * @param state one word for people and columns
 * @param reason why
 * @param facts the conditions that follow
 */
public record Report(String state, Reason reason, List<Fact> facts) {}
