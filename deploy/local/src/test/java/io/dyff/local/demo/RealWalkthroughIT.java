package io.dyff.local.demo;

/** The story on a real kube-apiserver with its own controllers. */
class RealWalkthroughIT extends WalkthroughContract {

    @Override
    boolean realKubernetes() {
        return true;
    }
}
