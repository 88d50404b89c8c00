package io.dyff.local.demo;

import io.dyff.local.instance.Kubernetes;

/** The story on a real kube-apiserver with its own controllers. */
class RealWalkthroughIT extends WalkthroughContract {

    @Override
    Kubernetes kubernetes() {
        return Kubernetes.real;
    }
}
