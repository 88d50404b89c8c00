package io.dyff.kube;

import java.nio.file.Path;

/** Our server with our controllers keeps the contract. */
class KubeContractIT extends KubeContract {

    @Override
    protected TestingTarget open(Path folder) throws Exception {
        return TestingTarget.ours(folder);
    }
}
