package io.dyff.operator.controller.plan;

import io.dyff.operator.controller.status.Reason;

/** Tells apart why the API server refuses an object that is well formed: its answers differ in their words only. */
public final class Refusals {

    /** As the quota plug-in of the API server words it, in answers, events and conditions alike. */
    private static final String QUOTA = "exceeded quota";

    private Refusals() {}

    /**
     * Why a pod was refused.
     *
     * @param whose the object that it is for
     * @param message the answer, without the pod's name afterwards: each try has another one, and each would be a new status
     */
    public static Hindrance ofPod(String whose, String message) {
        Reason reason = message.contains(QUOTA) ? Reason.QuotaExceeded : Reason.PodRefused;
        return new Hindrance(
                reason, whose + ": " + message.replaceFirst("pods \"[^\"]*\" is forbidden", "its pods are forbidden"));
    }

    /** The reason for a request of ours that was refused. */
    public static Reason ofRequest(String message) {
        return message.contains(QUOTA) ? Reason.QuotaExceeded : Reason.ApiError;
    }
}
