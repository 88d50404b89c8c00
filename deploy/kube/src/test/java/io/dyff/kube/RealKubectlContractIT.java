package io.dyff.kube;

import java.nio.file.Path;

/** What kubectl is expected to do is what it does with a real control plane. */
class RealKubectlContractIT extends KubectlContract {

    @Override
    protected TestingTarget open(Path folder) throws Exception {
        return TestingTarget.real();
    }
}
