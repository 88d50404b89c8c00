package io.dyff.operator.controller.status;

/** Every reason that a condition can have. */
public enum Reason {
    /** The workflow, or the step, ended well. */
    Complete,
    /** The workflow is on its way. */
    Running,
    /** A step waits for the one before it. */
    Waiting,
    /** The resource's {@code spec.suspend} pauses it. */
    Suspended,
    /** The evaluation's own session does not serve yet. */
    SessionStarting,
    /** The client Job runs. */
    InferenceRunning,
    /** The verify Job runs. */
    VerificationRunning,
    /** The Job that runs an analysis. */
    AnalysisRunning,
    /** The Job that fetches a model runs. */
    FetchRunning,
    /** A pod of a step cannot start at the moment. */
    PodWaiting,
    /** A child's name is taken by an object that is not ours. */
    NameTaken,
    /** The API server refused or failed a request; it will be repeated. */
    ApiError,
    /** A step without a reason of its own failed. */
    StepFailed,
    /** The client step failed. */
    InferenceFailed,
    /** The verify step failed. */
    VerificationFailed,
    /** The run step failed. */
    RunFailed,
    /** The fetch step failed. */
    FetchFailed,
    /** The spec can never run. */
    InvalidSpec,
    /** At least one replica serves. */
    Serving,
    /** No replica serves yet. */
    Starting,
    /** Replicas served before, none does now. */
    Unavailable,
    /** All replicas run the current template. */
    RolledOut,
    /** Not all replicas run the current template. */
    RollingOut,
    /** No replica can ever start. */
    StartFailed,
    /** Nothing is wrong. */
    NoError,
    /** The session is to have no replicas. */
    NoReplicas
}
