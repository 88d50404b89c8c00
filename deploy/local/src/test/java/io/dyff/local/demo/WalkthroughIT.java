package io.dyff.local.demo;

import io.dyff.local.instance.Kubernetes;

/** The story on the platform's own API server. */
class WalkthroughIT extends WalkthroughContract {

    @Override
    Kubernetes kubernetes() {
        return Kubernetes.local;
    }
}
