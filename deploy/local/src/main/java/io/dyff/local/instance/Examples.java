package io.dyff.local.instance;

/** Ids of entities that are ready to be used by an evaluation. */
public record Examples(String dataset, String model, String service) {}
