package io.dyff.kube;

import java.nio.file.Path;

/** A real server judges by rules as the contract says. */
class RealRulesContractIT extends RulesContract {

    @Override
    protected TestingTarget open(Path folder) throws Exception {
        return TestingTarget.real();
    }
}
