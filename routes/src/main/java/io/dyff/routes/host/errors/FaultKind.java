package io.dyff.routes.host.errors;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.SocketException;
import java.sql.SQLException;
import java.util.Set;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/** Whether trying again can help. */
public enum FaultKind {
    /** The data is wrong: trying again fails again. */
    PERMANENT,
    /** A part is away or busy. */
    TRANSIENT,
    /** Nobody knows; treated like a transient one, because losing data is worse than waiting. */
    UNKNOWN;

    /** Data exceptions, violated constraints, and values beyond the database's limits. */
    private static final Set<String> BAD_DATA = Set.of("22", "23", "54");
    /** Connections, rolled back transactions, resources, intervention of an operator, faults of the system. */
    private static final Set<String> AWAY = Set.of("08", "40", "53", "57", "58");

    /** Looks at the exception and its causes; the first one that says something decides. */
    public static FaultKind of(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            FaultKind kind = ofOne(cause);
            if (kind != UNKNOWN) {
                return kind;
            }
        }
        return UNKNOWN;
    }

    private static FaultKind ofOne(Throwable fault) {
        return switch (fault) {
            case BadRecordException bad -> PERMANENT;
            case JsonProcessingException json -> PERMANENT;
            case SQLException sql -> ofState(sql.getSQLState());
            case RetriableException retriable -> TRANSIENT;
            case SocketException socket -> TRANSIENT;
            case KubernetesClientException kube -> ofHttp(kube.getCode());
            default -> UNKNOWN;
        };
    }

    private static FaultKind ofState(@Nullable String state) {
        if (state == null || state.length() < 2) {
            return UNKNOWN;
        }
        String group = state.substring(0, 2);
        if (BAD_DATA.contains(group)) {
            return PERMANENT;
        }
        return AWAY.contains(group) ? TRANSIENT : UNKNOWN;
    }

    private static FaultKind ofHttp(int code) {
        return code == 429 || code >= 500 ? TRANSIENT : UNKNOWN;
    }
}
