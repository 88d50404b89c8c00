package io.dyff.node.probe;

/** What one look at a container found: fine, or what is wrong. */
record CheckResult(boolean success, String problem) {

    static CheckResult fine() {
        return new CheckResult(true, "");
    }

    static CheckResult failed(String problem) {
        return new CheckResult(false, problem);
    }
}
