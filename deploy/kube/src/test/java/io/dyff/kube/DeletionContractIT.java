package io.dyff.kube;

import java.nio.file.Path;

/** Our server deletes as the contract says. */
class DeletionContractIT extends DeletionContract {

    @Override
    protected TestingTarget open(Path folder) throws Exception {
        return TestingTarget.ours(folder);
    }
}
