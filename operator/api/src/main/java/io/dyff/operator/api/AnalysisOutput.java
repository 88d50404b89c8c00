package io.dyff.operator.api;

/** What an analysis makes. */
public enum AnalysisOutput {
    Measurement,
    SafetyCase
}
