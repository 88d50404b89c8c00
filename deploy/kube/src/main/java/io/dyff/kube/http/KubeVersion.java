package io.dyff.kube.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.Json;

/** The version whose behaviour this server follows. */
final class KubeVersion {

    static final String GIT_VERSION = "v1.36.3+dyff";

    private KubeVersion() {}

    static ObjectNode document() {
        return Json.object()
                .put("major", "1")
                .put("minor", "36")
                .put("gitVersion", GIT_VERSION)
                .put("gitCommit", "")
                .put("gitTreeState", "clean")
                .put("buildDate", "1970-01-01T00:00:00Z")
                .put("goVersion", "none")
                .put("compiler", "javac")
                .put("platform", System.getProperty("os.name").toLowerCase(java.util.Locale.ROOT) + "/jvm");
    }
}
