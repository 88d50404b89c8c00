package io.dyff.operator.controller.cluster;

/**
 * What one pass is about.
 *
 * @param workflow the kind, as the label dyff.io/workflow has it
 * @param name name of the resource
 */
record Key(String workflow, String name) {

    @Override
    public String toString() {
        return workflow + "/" + name;
    }
}
