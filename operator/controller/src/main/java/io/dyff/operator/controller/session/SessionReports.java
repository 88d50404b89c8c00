package io.dyff.operator.controller.session;

import io.dyff.operator.controller.status.Conditions;
import io.dyff.operator.controller.status.Fact;
import io.dyff.operator.controller.status.Reason;
import io.dyff.operator.controller.status.Report;
import java.util.List;

/** What a session reports: Available and Error for the platform, Ready, Reconciling and Stalled for tools. */
final class SessionReports {

    private SessionReports() {}

    static Report rolledOut() {
        return available(true, Reason.RolledOut, "all replicas are ready");
    }

    static Report rollingOut(Reason reason, String message) {
        return available(false, reason, message);
    }

    private static Report available(boolean rolledOut, Reason rollout, String message) {
        return new Report(
                Conditions.AVAILABLE,
                rollout,
                List.of(
                        new Fact(Conditions.AVAILABLE, true, Reason.Serving, "at least one replica is ready"),
                        new Fact(Conditions.READY, rolledOut, rollout, message),
                        new Fact(Conditions.RECONCILING, !rolledOut, rollout, message),
                        new Fact(Conditions.STALLED, false, Reason.NoError, ""),
                        new Fact(Conditions.ERROR, false, Reason.NoError, "")));
    }

    static Report starting(Reason reason, String message) {
        return notAvailable("Starting", reason, reason, message, true);
    }

    /** One that served: its condition Available remembers it. */
    static Report unavailable(Reason reason, String message) {
        return notAvailable("Unavailable", Reason.Unavailable, reason, message, true);
    }

    /** @param reconciling whether it is on its way to serve */
    private static Report notAvailable(
            String state, Reason available, Reason reason, String message, boolean reconciling) {
        return new Report(
                state,
                reason,
                List.of(
                        new Fact(Conditions.AVAILABLE, false, available, message),
                        new Fact(Conditions.READY, false, reason, message),
                        new Fact(Conditions.RECONCILING, reconciling, reason, message),
                        new Fact(Conditions.STALLED, false, Reason.NoError, ""),
                        new Fact(Conditions.ERROR, false, Reason.NoError, "")));
    }

    static Report blocked(String message) {
        return starting(Reason.NameTaken, message);
    }

    static Report suspended() {
        return suspended(Reason.Suspended, "spec.suspend is true");
    }

    static Report noReplicas() {
        return suspended(Reason.NoReplicas, "spec.replicas is 0");
    }

    private static Report suspended(Reason reason, String message) {
        return notAvailable("Suspended", reason, reason, message, false);
    }

    static Report startFailed(String message) {
        return error(Reason.StartFailed, message);
    }

    static Report invalid(String message) {
        return error(Reason.InvalidSpec, message);
    }

    private static Report error(Reason reason, String message) {
        return new Report(
                Conditions.ERROR,
                reason,
                List.of(
                        new Fact(Conditions.AVAILABLE, false, reason, message),
                        new Fact(Conditions.READY, false, reason, message),
                        new Fact(Conditions.RECONCILING, false, reason, message),
                        new Fact(Conditions.STALLED, true, reason, message),
                        new Fact(Conditions.ERROR, true, reason, message)));
    }
}
