package io.dyff.kube;

import java.nio.file.Path;

/** Our server keeps the book of owners as the contract says. */
class OwnershipContractIT extends OwnershipContract {

    @Override
    protected TestingTarget open(Path folder) throws Exception {
        return TestingTarget.ours(folder);
    }
}
