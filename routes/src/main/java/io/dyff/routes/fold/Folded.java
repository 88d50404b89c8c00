package io.dyff.routes.fold;

/** A transition and what came of it. */
public record Folded(Transition transition, Outcome outcome) {}
