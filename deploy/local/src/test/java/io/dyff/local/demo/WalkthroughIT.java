package io.dyff.local.demo;

import io.dyff.local.analysis.AnalysisContract;
import io.dyff.local.instance.Kubernetes;
import io.dyff.local.launch.Platform;
import org.junit.jupiter.api.Nested;

/** The story on the platform's own API server; then analyses there, since each start of a platform costs a minute. */
class WalkthroughIT extends WalkthroughContract {

    @Override
    Kubernetes kubernetes() {
        return Kubernetes.local;
    }

    @Nested
    class Analyses extends AnalysisContract {

        @Override
        protected Platform platform() {
            return WalkthroughIT.this.platform;
        }
    }
}
