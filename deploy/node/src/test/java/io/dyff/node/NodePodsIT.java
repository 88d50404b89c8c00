package io.dyff.node;

import org.junit.jupiter.api.Nested;

/** Pods on the node, with our small API server and with a real one. */
class NodePodsIT {

    @Nested
    class OnSmallServer extends NodePodsBehaviour {
        OnSmallServer() {
            super(TestingCluster.small());
        }
    }

    @Nested
    class OnRealServer extends NodePodsBehaviour {
        OnRealServer() {
            super(TestingCluster.real());
        }
    }
}
