package io.dyff.kube;

import java.nio.file.Path;

/** The contract is the real thing's: a real control plane keeps it, too. */
class RealKubeContractIT extends KubeContract {

    @Override
    protected TestingTarget open(Path folder) throws Exception {
        return TestingTarget.real();
    }
}
