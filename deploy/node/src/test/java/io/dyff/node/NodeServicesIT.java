package io.dyff.node;

import org.junit.jupiter.api.Nested;

/** Services of pods on the node, with our small API server and with a real one. */
class NodeServicesIT {

    @Nested
    class OnSmallServer extends NodeServicesBehaviour {
        OnSmallServer() {
            super(TestingCluster.small());
        }
    }

    @Nested
    class OnRealServer extends NodeServicesBehaviour {
        OnRealServer() {
            super(TestingCluster.real());
        }
    }
}
