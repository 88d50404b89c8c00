package io.dyff.routes.host.live;

import io.dyff.routes.api.openapi.OpenApiDocuments;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.host.rules.Refusal;
import io.dyff.routes.host.rules.RouteRules;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which files change while the services run, and why the others do not. */
final class FileKind {
    /** What Camel serves of the contract: names the rows, and has no other say. */
    static final String CONTRACT = "rest.camel.yaml";

    /** Statements that decide who may come in, and what he sees. */
    private static final Set<String> SECURITY = Set.of(
            "admit-reader.sql",
            "is-account-closed.sql",
            "select-api-key.sql",
            "select-session-life.sql",
            "select-signing-keys.sql");

    /** What is not to be changed by itself at all, and why. */
    private static final Map<String, String> INSTEAD = Map.of(
            CONTRACT,
            "it only names the rows of operations; change those, in operations.yaml",
            OpenApiDocuments.PUBLISHED,
            "it is made of operations.yaml and the schemas; change those",
            "statuses.yaml",
            "the code of the fold goes with it: no override takes its place");

    private FileKind() {}

    static boolean isStatement(String file) {
        return file.endsWith(".sql");
    }

    static boolean isRoutes(String file) {
        return file.endsWith(RouteRules.ROUTES);
    }

    static boolean isKamelet(String file) {
        return file.endsWith(RouteRules.KAMELET);
    }

    /** Why a change of this file does not take effect now; empty when it does. */
    static Optional<Refusal> refusal(String file) {
        if (file.matches("V\\d+__.*\\.sql")) {
            return refuse(file, "a migration is applied by `admin db migrate`, not by a service");
        }
        if (SECURITY.contains(file)) {
            return refuse(file, "it decides who may come in or what he sees, and takes effect with a restart");
        }
        boolean isPart = isRoutes(file) || isKamelet(file) || isStatement(file) || DataFiles.isOfContract(file);
        if (isPart && !file.equals(CONTRACT)) {
            return Optional.empty();
        }
        if (INSTEAD.containsKey(file)) {
            return refuse(file, INSTEAD.get(file));
        }
        return FileKind.class.getResource("/dyff/" + file) != null
                ? refuse(file, "all services share what is made of it at the start; it takes effect with a restart")
                : refuse(
                        file,
                        "it is no file of routes (*.camel.yaml), kamelet (*.kamelet.yaml), statement (*.sql) or document of"
                                + " the contract (operations.yaml, requests.yaml, bodies.yaml, *.schema.json)");
    }

    private static Optional<Refusal> refuse(String file, String reason) {
        return Optional.of(new Refusal(file, 0, reason));
    }
}
