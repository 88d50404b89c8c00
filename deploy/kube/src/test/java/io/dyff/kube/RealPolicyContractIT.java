package io.dyff.kube;

import java.nio.file.Path;

/** A real server keeps policies as the contract says. */
class RealPolicyContractIT extends PolicyContract {

    @Override
    protected TestingTarget open(Path folder) throws Exception {
        return TestingTarget.real();
    }
}
