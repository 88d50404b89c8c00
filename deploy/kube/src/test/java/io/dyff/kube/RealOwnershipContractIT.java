package io.dyff.kube;

import java.nio.file.Path;

/** A real server keeps the book of owners as the contract says. */
class RealOwnershipContractIT extends OwnershipContract {

    @Override
    protected TestingTarget open(Path folder) throws Exception {
        return TestingTarget.real();
    }
}
