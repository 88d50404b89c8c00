package io.dyff.node;

import org.junit.jupiter.api.Nested;

/** Ends and starts of node agents, with our small API server and with a real one. */
class NodeRestartIT {

    @Nested
    class OnSmallServer extends NodeRestartBehaviour {
        OnSmallServer() {
            super(TestingCluster.small());
        }
    }

    @Nested
    class OnRealServer extends NodeRestartBehaviour {
        OnRealServer() {
            super(TestingCluster.real());
        }
    }
}
