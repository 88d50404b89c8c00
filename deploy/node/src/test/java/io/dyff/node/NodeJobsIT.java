package io.dyff.node;

import org.junit.jupiter.api.Nested;

/** Jobs on the node, with our small API server and with a real one. */
class NodeJobsIT {

    @Nested
    class OnSmallServer extends NodeJobsBehaviour {
        OnSmallServer() {
            super(TestingCluster.small());
        }
    }

    @Nested
    class OnRealServer extends NodeJobsBehaviour {
        OnRealServer() {
            super(TestingCluster.real());
        }
    }
}
