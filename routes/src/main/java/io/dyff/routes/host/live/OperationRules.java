package io.dyff.routes.host.live;

import io.dyff.routes.host.rules.Refusal;
import io.dyff.routes.kind.operation.Operation;
import io.dyff.routes.kind.operation.Operation.Grant;
import io.dyff.routes.kind.operation.Operations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What rows of operations may become while the api runs: none is lost, none asks for less of its caller, and what handlers
 * and the edge were made of at the start stays.
 */
final class OperationRules {
    private static final String RESTART = "; that takes effect with a restart";

    private OperationRules() {}

    static List<Refusal> check(Operations start, Operations next) {
        List<Refusal> refusals = new ArrayList<>();
        for (Operation before : start.served()) {
            Operation after = next.find(before.id()).filter(Operation::served).orElse(null);
            if (after == null) {
                refusals.add(refuse(before, "is missing"));
            } else if (before.handler() && !before.equals(after)) {
                refusals.add(refuse(before, "is answered by a handler that was made of it at the start" + RESTART));
            } else if (!isAskedForAlike(before, after)) {
                refusals.add(refuse(
                        before, "has another method, path, grant or kind, or another way with its bytes" + RESTART));
            }
        }
        checkMore(start, next, refusals);
        return refusals;
    }

    private static boolean isAskedForAlike(Operation before, Operation after) {
        return before.method().equals(after.method())
                && before.base().equals(after.base())
                && before.path().equals(after.path())
                && Objects.equals(before.grant(), after.grant())
                && Objects.equals(before.kind(), after.kind())
                && before.handler() == after.handler()
                && before.streamsBody() == after.streamsBody()
                && before.isWatchable() == after.isWatchable();
    }

    private static void checkMore(Operations start, Operations next, List<Refusal> refusals) {
        Map<String, Set<String>> grants = new HashMap<>();
        start.routed()
                .forEach(o -> grants.computeIfAbsent(o.function(), f -> new TreeSet<>())
                        .add(o.requiredGrant().function()));
        for (Operation after : next.served()) {
            boolean isNew = start.find(after.id()).filter(Operation::served).isEmpty();
            if (isNew && (!after.isRouted() || after.streamsBody())) {
                refusals.add(refuse(after, "is answered by no route, or asks for no token" + RESTART));
                continue;
            }
            Grant grant = after.grant();
            Set<String> usual = grants.get(after.function());
            if (grant != null && usual != null && !usual.contains(grant.function())) {
                refusals.add(refuse(
                        after,
                        "has the function " + after.function() + ", which is granted as " + usual + ", not as "
                                + grant.function()));
            }
        }
    }

    private static Refusal refuse(Operation operation, String reason) {
        return new Refusal(Operations.FILE, 0, "the operation " + operation.id() + " " + reason);
    }
}
