package io.dyff.operator.controller.status;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
    /** The Job that opens a dataset runs. */
    CheckRunning,
    /** A pod cannot start at the moment, for none of the reasons below. */
    PodWaiting,
    /** The image of a pod cannot be had: no such image, no right to it, no way to its registry. */
    ImagePullFailed,
    /** A Secret or ConfigMap that a pod needs is not there, or lacks a key. */
    ContainerConfigError,
    /** No node takes a pod. */
    Unschedulable,
    /** The namespace's quota has no room for a pod, or for an object of ours. */
    QuotaExceeded,
    /** The API server takes no pod like this: Pod Security, a policy, a webhook. */
    PodRefused,
    /** A pod was taken away with its node or for another: pre-empted, evicted, lost. */
    Disrupted,
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
    /** The check step failed. */
    CheckFailed,
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
    NoReplicas;

    /** Somebody else can help: an administrator, a user, a node. */
    private static final Set<Reason> HINDERING = EnumSet.of(
            PodWaiting,
            ImagePullFailed,
            ContainerConfigError,
            Unschedulable,
            QuotaExceeded,
            PodRefused,
            Disrupted,
            NameTaken,
            ApiError);

    /** What every run passes through. */
    private static final Set<Reason> ORDINARY = EnumSet.of(
            Running,
            Waiting,
            SessionStarting,
            InferenceRunning,
            VerificationRunning,
            AnalysisRunning,
            FetchRunning,
            CheckRunning,
            Starting,
            RollingOut,
            NoError);

    /** The reason of that name; {@link #Running} for one that others wrote. */
    public static Reason of(@Nullable String name) {
        return Stream.of(values())
                .filter(reason -> reason.name().equals(name))
                .findFirst()
                .orElse(Running);
    }

    /** The reason of that name, when it is one that hinders. */
    public static Optional<Reason> hindering(@Nullable String name) {
        return HINDERING.stream().filter(reason -> reason.name().equals(name)).findFirst();
    }

    /** Whether it belongs to every run, so that nobody need be told. */
    public boolean ordinary() {
        return ORDINARY.contains(this);
    }

    /** Whether something is wrong. */
    public boolean warns() {
        return HINDERING.contains(this) || name().endsWith("Failed") || this == InvalidSpec || this == Unavailable;
    }
}
