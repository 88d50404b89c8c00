package io.dyff.local.launch;

/** The modules whose programs run. */
public enum Module {
    PARTS("deploy/parts"),
    KUBE("deploy/kube"),
    NODE("deploy/node"),
    LOCAL("deploy/local"),
    ROUTES("routes"),
    OPERATOR_API("operator/api"),
    ROWS("operator/rows"),
    KUBECTL("operator/kubectl"),
    OPERATOR("operator/controller"),
    STEPS("operator/steps"),
    BENCH("bench");

    private final String folder;

    Module(String folder) {
        this.folder = folder;
    }

    String folder() {
        return folder;
    }

    /** Of its jar and its class path in the launcher's build, without suffix. */
    String fileName() {
        return folder.replace('/', '-');
    }
}
