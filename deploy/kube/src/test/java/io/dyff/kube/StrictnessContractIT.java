package io.dyff.kube;

import java.nio.file.Path;

/** Our server answers strictly as the contract says. */
class StrictnessContractIT extends StrictnessContract {

    @Override
    protected TestingTarget open(Path folder) throws Exception {
        return TestingTarget.ours(folder);
    }
}
