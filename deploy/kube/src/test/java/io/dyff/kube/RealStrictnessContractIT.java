package io.dyff.kube;

import java.nio.file.Path;

/** A real server answers strictly as the contract says. */
class RealStrictnessContractIT extends StrictnessContract {

    @Override
    protected TestingTarget open(Path folder) throws Exception {
        return TestingTarget.real();
    }
}
