package io.dyff.operator.steps.analysis;

import java.nio.file.Path;

/**
 * The folder that the containers of an analysis share (contract/data.md section 5.7): inputs and modules in folders named
 * after their ids, the output in that of the analysis, and beside them what our programs tell each other.
 */
record Layout(Path root) {

    static final String LOG = ".dyff/logs.txt";

    /** What an entity's files are below. */
    Path folder(String id) {
        return root.resolve(id);
    }

    /** What the method's program is told. */
    Path configuration() {
        return root.resolve("analysis.yaml");
    }

    /** The program that the user's container runs. */
    Path program() {
        return root.resolve("run_analysis.py");
    }

    /** How the method ended: a number, written by the program. */
    Path exitCode() {
        return root.resolve("exit-code");
    }
}
