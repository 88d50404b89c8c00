package io.dyff.local.demo;

/** The story on the platform's own API server. */
class WalkthroughIT extends WalkthroughContract {

    @Override
    boolean realKubernetes() {
        return false;
    }
}
