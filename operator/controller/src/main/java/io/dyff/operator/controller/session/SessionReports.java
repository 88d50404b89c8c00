package io.dyff.operator.controller.session;

import io.dyff.operator.controller.status.Conditions;
import io.dyff.operator.controller.status.Fact;
import io.dyff.operator.controller.status.Reason;
import io.dyff.operator.controller.status.Report;
import java.util.List;

/** What a session reports: Available and Error for the platform, Ready, Reconciling and Stalled for tools. */
final class SessionReports {

    private SessionReports() {}

    static Report available(boolean rolledOut) {
        Reason rollout = rolledOut ? Reason.RolledOut : Reason.RollingOut;
        String message = rolledOut ? "all replicas are ready" : "some replicas are not ready yet";
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

    static Report notAvailable(String state, Reason reason, String message) {
        return notAvailable(state, reason, message, true);
    }

    /** @param reconciling whether it is on its way to serve */
    private static Report notAvailable(String state, Reason reason, String message, boolean reconciling) {
        return new Report(
                state,
                reason,
                List.of(
                        new Fact(Conditions.AVAILABLE, false, reason, message),
                        new Fact(Conditions.READY, false, reason, message),
                        new Fact(Conditions.RECONCILING, reconciling, reason, message),
                        new Fact(Conditions.STALLED, false, Reason.NoError, ""),
                        new Fact(Conditions.ERROR, false, Reason.NoError, "")));
    }

    static Report blocked(String message) {
        return notAvailable("Starting", Reason.NameTaken, message);
    }

    static Report suspended() {
        return notAvailable("Suspended", Reason.Suspended, "spec.suspend is true", false);
    }

    static Report noReplicas() {
        return notAvailable("Suspended", Reason.NoReplicas, "spec.replicas is 0", false);
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
