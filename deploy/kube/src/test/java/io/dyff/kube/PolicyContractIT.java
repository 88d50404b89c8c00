package io.dyff.kube;

import java.nio.file.Path;

/** Our server keeps policies as the contract says. */
class PolicyContractIT extends PolicyContract {

    @Override
    protected TestingTarget open(Path folder) throws Exception {
        return TestingTarget.ours(folder);
    }
}
