package io.dyff.kube;

import java.nio.file.Path;

/** A real server deletes as the contract says. */
class RealDeletionContractIT extends DeletionContract {

    @Override
    protected TestingTarget open(Path folder) throws Exception {
        return TestingTarget.real();
    }
}
