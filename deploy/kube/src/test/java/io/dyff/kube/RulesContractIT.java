package io.dyff.kube;

import java.nio.file.Path;

/** Our server judges by rules as the contract says. */
class RulesContractIT extends RulesContract {

    @Override
    protected TestingTarget open(Path folder) throws Exception {
        return TestingTarget.ours(folder);
    }
}
